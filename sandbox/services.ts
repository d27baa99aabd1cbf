import type { PretendApimartOptions } from './apimart/pretend-apimart.ts';
import { createPretendApimart } from './apimart/pretend-apimart.ts';
import type { PretendEachlabsOptions } from './eachlabs/pretend-eachlabs.ts';
import { createPretendEachlabs } from './eachlabs/pretend-eachlabs.ts';
import type { PretendModelslab } from './modelslab/operator.ts';
import type { PretendModelslabOptions } from './modelslab/pretend-modelslab.ts';
import { createPretendModelslab } from './modelslab/pretend-modelslab.ts';
import type { ServiceName } from './page/protocol.ts';
import { openDoor } from './services/door.ts';
import type { Media, PretendService } from './services/operator.ts';
import type { Site } from './services/serve.ts';

export type Services = Readonly<Record<ServiceName, PretendService>> & { readonly modelslab: PretendModelslab };

export type ServiceOptions = {
  /** What the jobs of all services make; each may say otherwise. */
  readonly media?: Media;
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
  const media = options.media === undefined ? {} : { media: options.media };
  const services = {
    modelslab: createPretendModelslab({ ...media, ...options.modelslab, ...(await site()) }),
    apimart: createPretendApimart({ ...media, ...options.apimart, ...(await site()) }),
    eachlabs: createPretendEachlabs({ ...media, ...options.eachlabs, ...(await site()) }),
  };
  for (const { close } of Object.values(services)) cleanup.defer(close);
  return services;
}
