import type { ArtifactSource } from '#domain/artifact.ts';

/** Most files taken from one answer: four times what any request may ask for, so that a broken answer stays small. */
const SOURCES_MAX = 16;

/** Deepest nesting documented is a list of objects with an object in them; deeper is not searched, whatever a hostile body holds. */
const DEPTH_MAX = 5;

/** Files beside the result, which are taken only where there is nothing else. */
const BESIDE = /thumb|preview|poster|cover|input|source/i;

/**
 * The files of a success, in the service's order. The shape of `output` is the model's own: an address, a list of addresses
 * or of objects, an object with `url`, `video.url`, `images[].url` and the like. So every http(s) address in it is taken.
 */
export function readSources(output: unknown): ArtifactSource[] {
  const main = addressesIn(output, (key) => !BESIDE.test(key));
  const urls = main.length > 0 ? main : addressesIn(output, () => true);
  return [...new Set(urls)].slice(0, SOURCES_MAX).map((url) => ({ urls: [url] }));
}

function addressesIn(value: unknown, wanted: (key: string) => boolean, depth = 0): readonly string[] {
  if (typeof value === 'string') return isAddress(value) ? [value.trim()] : [];
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return [];
  if (Array.isArray(value)) return value.flatMap((item) => addressesIn(item, wanted, depth + 1));
  return Object.entries(value).flatMap(([key, item]) => (wanted(key) ? addressesIn(item, wanted, depth + 1) : []));
}

/** Plain http is kept too, for private set-ups; whether an address may be fetched is decided where it is. */
function isAddress(text: string): boolean {
  if (!/^\s*https?:\/\/\S+\s*$/i.test(text)) return false;
  return URL.canParse(text.trim());
}
