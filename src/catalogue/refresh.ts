import type { Model } from '#domain/model.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import { isOffered } from './merge-models.ts';

/** Lists change by the day; the largest is too large to be asked for more often. */
const REFRESH_MS = 6 * 60 * 60_000;

/** ±10 %, so that many bots, and one bot's providers, do not ask together. */
const SPREAD = 0.1;

/** Waits after a list could not be had: doubled each time from the first to the longest. */
const RETRY_FIRST_MS = 60_000;
const RETRY_LONGEST_MS = 60 * 60_000;

export type Refresh = {
  /** `fetchedAt`: of the list that is known already. One that is too old is asked for at once, and nobody waits for it. */
  readonly start: (fetchedAt: number | undefined) => void;
  /** Asks no more; resolves when what has been heard is dealt with. A list still on its way is not waited for. */
  readonly stop: () => Promise<void>;
};

type Deps = {
  readonly provider: Provider;
  /** Takes over a list that is believed. */
  readonly take: (models: readonly Model[], fetchedAt: number) => Promise<void>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
};

/** Asks one provider for its list of models for as long as the process lives. A list that cannot be had changes nothing. */
export function createRefresh({ provider, take, clock, random, logger }: Deps): Refresh {
  let isStopped = false;
  let failures = 0;
  let callOff: (() => void) | undefined;
  let taking: Promise<void> = Promise.resolve();

  const spread = (delayMs: number) => Math.round(delayMs * (1 - SPREAD + 2 * SPREAD * random()));

  function plan(delayMs: number): void {
    if (!isStopped) callOff = clock.after(delayMs, () => void refresh());
  }

  async function refresh(): Promise<void> {
    const models = await ask();
    if (isStopped) return;
    if (!models) return retry();
    failures = 0;
    taking = take(models, clock.now()).catch((error: unknown) =>
      logger.error({ provider: provider.name, err: error }, 'could not take over a list of models'),
    );
    await taking;
    plan(spread(REFRESH_MS));
  }

  function retry(): void {
    const boundMs = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** Math.min(failures, 30));
    failures += 1;
    plan(Math.round(boundMs * (0.5 + 0.5 * random())));
  }

  async function ask(): Promise<readonly Model[] | undefined> {
    try {
      const models = await provider.listModels?.();
      // A list that shrinks to nothing is a fault over there, not the end of every model.
      if (models?.some(isOffered)) return models;
      logger.warn({ provider: provider.name }, 'list of models is empty: keeping the last one');
    } catch (error) {
      logger.warn({ provider: provider.name, err: error }, 'could not get the list of models: keeping the last one');
    }
    return undefined;
  }

  return {
    start: (fetchedAt) => {
      if (!provider.listModels || isStopped) return;
      const ageMs = fetchedAt === undefined ? REFRESH_MS : clock.now() - fetchedAt;
      // A list from the future was stored before the clock was set back: nobody knows how old it is.
      if (ageMs >= REFRESH_MS || ageMs < 0) void refresh();
      else plan(spread(REFRESH_MS - ageMs));
    },
    stop: () => {
      isStopped = true;
      callOff?.();
      return taking;
    },
  };
}
