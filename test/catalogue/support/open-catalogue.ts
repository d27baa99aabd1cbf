import { onTestFinished } from 'vitest';
import { createCatalogue } from '#catalogue/catalogue.ts';
import type { Model } from '#domain/model.ts';
import type { CatalogueStore } from '#domain/ports/catalogue-store.ts';
import type { Provider } from '#domain/ports/provider.ts';
import { createRecordingLogger } from '#test/jobs/support/recording-logger.ts';
import { createVirtualClock } from '#test/jobs/support/virtual-clock.ts';

const unasked = (): never => {
  throw new Error('a catalogue does not ask for this');
};

export const providerOf = (
  name: string,
  models: readonly Model[],
  listModels?: () => Promise<readonly Model[]>,
): Provider => ({
  name,
  label: name,
  maxConcurrency: 1,
  models,
  repeatsSafely: false,
  submit: unasked,
  poll: unasked,
  readCallback: unasked,
  pollDelayMs: unasked,
  ...(listModels && { listModels }),
});

const EMPTY_STORE: CatalogueStore = { load: async () => [], save: async () => undefined };

type Parts = {
  readonly providers: readonly Provider[];
  readonly store?: CatalogueStore;
  readonly clock?: ReturnType<typeof createVirtualClock>;
  readonly random?: () => number;
};

/** A catalogue that has not been started; stopped after the test. */
export function createStage({
  providers,
  store = EMPTY_STORE,
  clock = createVirtualClock(),
  random = () => 0.5,
}: Parts) {
  const logger = createRecordingLogger();
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  const catalogue = createCatalogue({ providers: byName, store, clock, random, logger });
  onTestFinished(catalogue.stop);
  return { catalogue, clock, logger };
}

/** A catalogue of these models, by provider in the order of their first appearance. */
export async function openCatalogue(models: readonly Model[]) {
  const names = [...new Set(models.map(({ provider }) => provider))];
  const providers = names.map((name) =>
    providerOf(
      name,
      models.filter(({ provider }) => provider === name),
    ),
  );
  const { catalogue } = createStage({ providers });
  await catalogue.start();
  return catalogue;
}
