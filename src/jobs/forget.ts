import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { MediaStore } from '#domain/ports/media-store.ts';
import type { UpkeepStore } from '#domain/ports/upkeep-store.ts';
import { jitter } from './backoff.ts';
import { QUEUE_DEADLINE_MS, RUN_DEADLINE_MS } from './deadlines.ts';
import type { Rounds } from './rounds.ts';
import { createRounds } from './rounds.ts';

/** Keeps the disk from filling up: forgets what nobody needs any more, a bounded amount at a time. */
export type Forget = () => Promise<void>;

type Deps = {
  readonly media: Pick<MediaStore, 'sweep'>;
  readonly upkeep: Pick<UpkeepStore, 'unfinishedJobs' | 'forgetCallbacks'>;
  /** Of our copies: how old they get, in milliseconds, and how much room they may take, in bytes. */
  readonly bounds: { readonly maxAgeMs: number; readonly maxBytes: number };
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
};

/**
 * How long a member's file is kept at least. No job that uses it is open longer than its wait in the queue and its run,
 * with the wait for a provider in trouble: under a day in all. The rest is for Retry, which asks again with the same file:
 * whoever comes back a week later can be asked to upload it again.
 */
export const INPUTS_LIFE_MS = Math.max(
  7 * 24 * 60 * 60_000,
  2 * (QUEUE_DEADLINE_MS + Math.max(...Object.values(RUN_DEADLINE_MS))),
);

/** Stored callbacks explain what went wrong with a job; after a month nobody asks. */
const CALLBACKS_LIFE_MS = 30 * 24 * 60 * 60_000;

/** Per transaction: some milliseconds, so that no callback waits for it. */
const CALLBACKS_BITE = 500;

/** Per round, so that a round ends: ten times what a busy hour brings. */
const BITES_MAX = 200;

export function createForget({ media, upkeep, bounds, clock, logger }: Omit<Deps, 'random'>): Forget {
  return async () => {
    const now = clock.now();
    // In this order: what becomes unfinished while the sweep is under way has files too young to be swept.
    const needed = new Set(await upkeep.unfinishedJobs());
    const swept = await media.sweep({ ...bounds, now, inputsLifeMs: INPUTS_LIFE_MS, needed });
    const callbacks = await forgetCallbacks(now - CALLBACKS_LIFE_MS);
    if (swept.removed + callbacks > 0)
      logger.info({ files: swept.removed, bytes: swept.bytes, callbacks }, 'forgotten');
  };

  async function forgetCallbacks(before: number): Promise<number> {
    let forgotten = 0;
    for (let bites = 0; bites < BITES_MAX; bites += 1) {
      const bite = await upkeep.forgetCallbacks({ before, limit: CALLBACKS_BITE });
      forgotten += bite;
      if (bite < CALLBACKS_BITE) break;
    }
    return forgotten;
  }
}

/** Often enough for a disk not to fill in between, seldom enough to cost nothing. */
const FORGET_EVERY_MS = 60 * 60_000;

export const createForgetting = (deps: Deps): Rounds =>
  createRounds({
    ...deps,
    name: 'forget',
    pauseMs: () => jitter(FORGET_EVERY_MS, deps.random),
    work: createForget(deps),
  });
