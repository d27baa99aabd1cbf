import { randomInt } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import { SEED_MAX } from '#domain/options.ts';
import type { Ids } from '#domain/ports/ids.ts';

/** Ids that sort by age, also within one millisecond and when the clock is set back, so that tables grow at their end. */
export function createIds(): Ids {
  const next = monotonicFactory();
  return {
    next: () => next().toLowerCase(),
    seed: () => randomInt(SEED_MAX + 1),
  };
}
