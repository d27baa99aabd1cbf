import type { Logger } from '#domain/ports/logger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import type { ModelslabSettings } from './modelslab/modelslab.ts';
import { createModelslab } from './modelslab/modelslab.ts';

/** One entry per service; a service without an entry has no key and is not offered. */
export type ProvidersConfig = {
  readonly modelslab?: ModelslabSettings;
};

type Deps = { readonly logger: Pick<Logger, 'warn'> };

/** The services that are configured, by name, in the order in which they are offered. */
export function createProviders(config: ProvidersConfig, { logger }: Deps): ReadonlyMap<string, Provider> {
  const roster = [config.modelslab && createModelslab({ ...config.modelslab, logger })];
  return new Map(roster.filter((provider) => provider !== undefined).map((provider) => [provider.name, provider]));
}
