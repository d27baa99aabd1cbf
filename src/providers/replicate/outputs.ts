import type { ArtifactSource } from '#domain/artifact.ts';

/** Most files taken from one answer: four times what a request may ask for, so that a broken answer stays small. */
const SOURCES_MAX = 16;

/** Lists of objects are seen; what lies deeper is not searched, whatever a hostile body holds. */
const DEPTH_MAX = 5;

/** Fields of files beside the result, which count only where there is nothing else. */
const BESIDE = /thumb|preview|poster|cover|input/i;

/** An address, and whether it stands beside the result. */
type Found = { readonly url: string; readonly beside: boolean };

/**
 * The files of a success, in the service's order. The shape of `output` is the model's own: an address, a list, an object
 * with addresses somewhere in it. So every http(s) address in it is taken, once.
 */
export function readSources(output: unknown): ArtifactSource[] {
  const found = [...addressesIn(output)];
  const main = found.filter(({ beside }) => !beside);
  const urls = new Set((main.length > 0 ? main : found).map(({ url }) => url));
  return [...urls].slice(0, SOURCES_MAX).map((url) => ({ urls: [url] }));
}

function* addressesIn(value: unknown, beside = false, depth = 0): Generator<Found> {
  if (typeof value === 'string') {
    const url = value.trim();
    if (/^https?:\/\/\S+$/i.test(url) && URL.canParse(url)) yield { url, beside };
    return;
  }
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return;
  for (const [key, item] of Object.entries(value)) {
    yield* addressesIn(item, beside || BESIDE.test(key), depth + 1);
  }
}
