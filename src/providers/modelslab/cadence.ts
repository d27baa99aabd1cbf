import type { Provider } from '#domain/ports/provider.ts';

type Cadence = {
  /** Bounds of the first wait, which follows the service's estimate between them. */
  readonly first: { readonly minMs: number; readonly maxMs: number };
  /** Waits after the first; the last one repeats. */
  readonly thenMs: readonly [number, ...number[]];
};

/**
 * Polls only make up for a lost callback, so they can wait for the estimate, which is rough (0.25 s to 960 s in the
 * service's own samples). Its own clients poll every 2 to 10 s.
 */
const BEHIND_CALLBACKS: Cadence = {
  first: { minMs: 5_000, maxMs: 60_000 },
  thenMs: [5_000, 10_000, 20_000, 30_000],
};

/**
 * Nothing but polls tells of the result, and most images take 2 to 15 s. Whether polls count against a rate limit is
 * documented nowhere: 10 s at five jobs in flight is one request every two seconds, the rate that an integrator settled on.
 */
const ALONE: Cadence = {
  first: { minMs: 2_000, maxMs: 10_000 },
  thenMs: [2_000, 3_000, 5_000, 5_000, 10_000],
};

/** Waits for images; other kinds will need longer ones. */
export const pollDelayMs: Provider['pollDelayMs'] = (poll, { etaMs, expectsCallback }) => {
  const { first, thenMs } = expectsCallback ? BEHIND_CALLBACKS : ALONE;
  if (poll <= 0) return Math.min(Math.max(etaMs ?? first.minMs, first.minMs), first.maxMs);
  return thenMs[Math.min(poll, thenMs.length) - 1] ?? first.minMs;
};
