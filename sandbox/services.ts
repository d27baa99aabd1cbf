import type { PretendApimartOptions } from './apimart/pretend-apimart.ts';
import { createPretendApimart } from './apimart/pretend-apimart.ts';
import type { PretendEachlabsOptions } from './eachlabs/pretend-eachlabs.ts';
import { createPretendEachlabs } from './eachlabs/pretend-eachlabs.ts';
import type { PretendModelslab } from './modelslab/operator.ts';
import type { PretendModelslabOptions } from './modelslab/pretend-modelslab.ts';
import { createPretendModelslab } from './modelslab/pretend-modelslab.ts';
import type { ServiceName } from './page/protocol.ts';
import { openDoor } from './services/door.ts';
import type { PretendService } from './services/operator.ts';
import type { Site } from './services/serve.ts';

export type Services = Readonly<Record<ServiceName, PretendService>> & { readonly modelslab: PretendModelslab };

export type ServiceOptions = {
  readonly modelslab?: Omit<PretendModelslabOptions, keyof Site>;
  readonly apimart?: Omit<PretendApimartOptions, keyof Site>;
  readonly eachlabs?: Omit<PretendEachlabsOptions, keyof Site>;
};

export const SERVICE_NAMES: readonly ServiceName[] = ['modelslab', 'apimart', 'eachlabs'];

/**
 * The pretend services. Their files lie on the server of the pretend Discord; the interface of each has a server of its
 * own, so that one of them can be down without the others.
 */
export async function createServices(
  options: ServiceOptions,
  files: Pick<Site, 'app' | 'baseUrl'>,
  cleanup: AsyncDisposableStack,
): Promise<Services> {
  const site = async (): Promise<Site> => {
    const door = await openDoor();
    cleanup.defer(() => door.close());
    return { ...files, door };
  };
  const services = {
    modelslab: createPretendModelslab({ ...options.modelslab, ...(await site()) }),
    apimart: createPretendApimart({ ...options.apimart, ...(await site()) }),
    eachlabs: createPretendEachlabs({ ...options.eachlabs, ...(await site()) }),
  };
  for (const { close } of Object.values(services)) cleanup.defer(close);
  return services;
}
