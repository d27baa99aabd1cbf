import type { Provider } from '#domain/ports/provider.ts';

type Cadence = {
  readonly firstMs: number;
  /** Waits after the first; the last one repeats. */
  readonly thenMs: readonly [number, ...number[]];
};

/** The vendor's advice: first after 10 to 20 s, then every 3 to 5 s for images (docs.apimart.ai task status). */
const IMAGES: Cadence = { firstMs: 10_000, thenMs: [4_000, 4_000, 5_000] };

/** The same page: every 5 to 15 s for videos. Music takes as long. */
const LONG: Cadence = { firstMs: 20_000, thenMs: [10_000, 10_000, 15_000] };

/** The service gives a callback up within two minutes, so what was lost is found soon after. */
const IMAGES_BEHIND_CALLBACKS: Cadence = { firstMs: 30_000, thenMs: [20_000, 30_000, 60_000] };
const VIDEOS_BEHIND_CALLBACKS: Cadence = { firstMs: 90_000, thenMs: [30_000, 60_000] };

/**
 * Only images and videos are surely called back: the submit of edits ignores `webhook`, and whether music's heeds it is
 * documented nowhere.
 */
function cadenceOf(family: string, expectsCallback: boolean): Cadence {
  if (family === 'images') return expectsCallback ? IMAGES_BEHIND_CALLBACKS : IMAGES;
  if (family === 'videos') return expectsCallback ? VIDEOS_BEHIND_CALLBACKS : LONG;
  return family === 'edits' ? IMAGES : LONG;
}

export const pollDelayMs: Provider['pollDelayMs'] = (poll, { family, expectsCallback }) => {
  const { firstMs, thenMs } = cadenceOf(family, expectsCallback);
  if (poll <= 0) return firstMs;
  return thenMs[Math.min(poll, thenMs.length) - 1] ?? firstMs;
};
