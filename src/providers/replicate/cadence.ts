import type { Provider } from '#domain/ports/provider.ts';

/** Fast models answer within seconds; 3000 questions a minute are allowed (replicate.com/docs rate-limits), far more than these. */
const ALONE_MS = [2_000, 3_000, 5_000, 5_000, 10_000];

/** How often a callback is tried again is told nowhere, so that a lost one is looked for soon. */
const BEHIND_CALLBACKS_MS = [15_000, 15_000, 30_000, 60_000];

/** The last wait repeats, and is far below the hour after which results are deleted over there. */
export const pollDelayMs: Provider['pollDelayMs'] = (poll, { expectsCallback }) => {
  const waits = expectsCallback ? BEHIND_CALLBACKS_MS : ALONE_MS;
  return waits[Math.min(Math.max(poll, 0), waits.length - 1)] ?? 60_000;
};
