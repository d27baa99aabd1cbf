import type { Provider } from '#domain/ports/provider.ts';
import type { Pace } from './family.ts';
import { familyOf } from './roster.ts';

type Cadence = {
  /** Bounds of the first wait, which follows the service's estimate between them. */
  readonly first: { readonly minMs: number; readonly maxMs: number };
  /** Waits after the first; the last one repeats. */
  readonly thenMs: readonly [number, ...number[]];
};

/** A training takes half an hour, and each stage calls back. */
const RARE: Cadence = { first: { minMs: 60_000, maxMs: 60_000 }, thenMs: [60_000] };

/**
 * Polls only make up for a lost callback, so they can wait for the estimate, which is rough (0.25 s to 960 s in the
 * service's own samples). Its own clients poll every 2 to 10 s, videos every 10 s.
 */
const BEHIND_CALLBACKS: Readonly<Record<Pace, Cadence>> = {
  quick: { first: { minMs: 5_000, maxMs: 60_000 }, thenMs: [5_000, 10_000, 20_000, 30_000] },
  slow: { first: { minMs: 5_000, maxMs: 60_000 }, thenMs: [10_000, 30_000, 60_000] },
  rare: RARE,
};

/**
 * Nothing but polls tells of the result, and most images take 2 to 15 s. Whether polls count against a rate limit is
 * documented nowhere: 10 s at five jobs in flight is one request every two seconds, the rate that an integrator settled on.
 */
const ALONE: Readonly<Record<Pace, Cadence>> = {
  quick: { first: { minMs: 2_000, maxMs: 10_000 }, thenMs: [2_000, 3_000, 5_000, 5_000, 10_000] },
  slow: { first: { minMs: 5_000, maxMs: 30_000 }, thenMs: [5_000, 10_000, 15_000] },
  rare: RARE,
};

export const pollDelayMs: Provider['pollDelayMs'] = (poll, { family, etaMs, expectsCallback }) => {
  const { pace = 'quick' } = familyOf(family);
  const { first, thenMs } = (expectsCallback ? BEHIND_CALLBACKS : ALONE)[pace];
  if (poll <= 0) return Math.min(Math.max(etaMs ?? first.minMs, first.minMs), first.maxMs);
  return thenMs[Math.min(poll, thenMs.length) - 1] ?? first.minMs;
};
