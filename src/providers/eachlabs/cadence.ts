import type { Provider } from '#domain/ports/provider.ts';

/** The service looks at its own jobs every 5 s, so asking more often than every 3 to 5 s tells nothing new (docs.eachlabs.ai video quickstart). */
const ALONE_MS = [3_000, 3_000, 5_000, 5_000, 5_000, 10_000];

/** All tries of a callback are over after about 20 s, so a lost one is found by the next poll or the one after it. */
const BEHIND_CALLBACKS_MS = [15_000, 15_000, 30_000];

/** The last wait repeats, however long a job stays `created`: it waits there for a free place. */
export const pollDelayMs: Provider['pollDelayMs'] = (poll, { expectsCallback }) => {
  const waits = expectsCallback ? BEHIND_CALLBACKS_MS : ALONE_MS;
  return waits[Math.min(Math.max(poll, 0), waits.length - 1)] ?? 30_000;
};
