import type { Logger } from '#domain/ports/logger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import type { ApimartSettings } from './apimart/apimart.ts';
import { createApimart } from './apimart/apimart.ts';
import type { EachlabsSettings } from './eachlabs/eachlabs.ts';
import { createEachlabs } from './eachlabs/eachlabs.ts';
import type { ModelslabSettings } from './modelslab/modelslab.ts';
import { createModelslab } from './modelslab/modelslab.ts';
import type { ReplicateSettings } from './replicate/replicate.ts';
import { createReplicate } from './replicate/replicate.ts';

/** One entry per service; a service without an entry has no key and is not offered. */
export type ProvidersConfig = {
  readonly modelslab?: ModelslabSettings;
  readonly apimart?: ApimartSettings;
  readonly eachlabs?: EachlabsSettings;
  readonly replicate?: ReplicateSettings;
};

type Deps = {
  readonly logger: Pick<Logger, 'warn'>;
  /** Told every secret that a service hands over later on. */
  readonly keepOut?: (secret: string) => void;
};

/** The services that are configured, by name, in the order in which their models are offered. */
export function createProviders(config: ProvidersConfig, { logger, keepOut }: Deps): ReadonlyMap<string, Provider> {
  const { modelslab, apimart, eachlabs, replicate } = config;
  const roster = [
    modelslab && createModelslab({ ...modelslab, logger }),
    apimart && createApimart({ ...apimart, logger }),
    eachlabs && createEachlabs({ ...eachlabs, logger }),
    replicate && createReplicate({ ...replicate, logger, ...(keepOut && { keepOut }) }),
  ];
  return new Map(roster.filter((provider) => provider !== undefined).map((provider) => [provider.name, provider]));
}
