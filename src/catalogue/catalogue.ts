import type { Model } from '#domain/model.ts';
import type { Catalogue } from '#domain/ports/catalogue.ts';
import type { CatalogueStore } from '#domain/ports/catalogue-store.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import { createAnswers } from './answers.ts';
import { mergeModels, type Offer } from './merge-models.ts';
import { createRefresh } from './refresh.ts';
import { EMPTY_SHELF, fillShelf, type Shelf } from './shelf.ts';

export type RunningCatalogue = Catalogue & {
  /** Resolves when the catalogue can answer: from the lists that were stored, else from what the rooms know. */
  readonly start: () => Promise<void>;
  /** Asks no provider any more, and resolves when nothing is written any more. May be called again, and before `start`. */
  readonly stop: () => Promise<void>;
};

type Deps = {
  /** In the order in which they are preferred. */
  readonly providers: ReadonlyMap<string, Provider>;
  readonly store: CatalogueStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
};

/** Every model of every provider, kept up to date in the background. It knows none before it was started. */
export function createCatalogue({ providers, store, clock, random, logger }: Deps): RunningCatalogue {
  const offers = new Map<string, Offer>();
  let shelf: Shelf = EMPTY_SHELF;
  let filling: Promise<void> = Promise.resolve();

  /** One filling at a time; one that finds nothing new keeps every index, and so costs little. */
  function refill(): Promise<void> {
    const fill = async () => {
      shelf = await fillShelf(
        [...providers.keys()].flatMap((name) => offers.get(name) ?? []),
        shelf,
      );
    };
    filling = filling.then(fill, fill);
    return filling;
  }

  async function take(provider: Provider, models: readonly Model[], fetchedAt: number): Promise<void> {
    const fields = { provider: provider.name, models: models.length };
    await store.save({ provider: provider.name, fetchedAt, models }).catch((error: unknown) => {
      logger.error({ ...fields, err: error }, 'list of models could not be stored; it is used nevertheless');
    });
    offers.set(provider.name, await mergeModels(provider.models, models));
    await refill();
    logger.info(fields, 'list of models is up to date');
  }

  async function loadStored() {
    try {
      return new Map((await store.load()).map((list) => [list.provider, list]));
    } catch (error) {
      logger.error({ err: error }, 'stored lists of models could not be read; the providers are asked again');
      return new Map<string, never>();
    }
  }

  const refreshes = [...providers.values()].map((provider) => ({
    provider,
    refresh: createRefresh({ provider, take: (models, at) => take(provider, models, at), clock, random, logger }),
  }));

  return {
    ...createAnswers(() => shelf),

    start: async () => {
      const stored = await loadStored();
      for (const { name, models, listModels } of providers.values())
        offers.set(name, await mergeModels(models, (listModels && stored.get(name)?.models) ?? []));
      await refill();
      for (const { provider, refresh } of refreshes) {
        const list = stored.get(provider.name);
        refresh.start(list && list.models.length > 0 ? list.fetchedAt : undefined);
      }
    },

    stop: async () => {
      await Promise.all(refreshes.map(({ refresh }) => refresh.stop()));
    },
  };
}
