import type { ArtifactSource } from '#domain/artifact.ts';

/** Most files taken from one task: four times what a request may ask for, so that a broken answer stays small. */
const SOURCES_MAX = 16;

/**
 * Where files stand: `result.images|videos` with `url`, a text or a list of texts; audio in `audios` by the webhook's page,
 * in `music` with `audio_url` as integrators met it. Covers, thumbnails and last frames are not what was asked for.
 */
const LISTS = ['images', 'videos', 'audios', 'music'] as const;

/** The files of a finished task, in the service's order. Their lifetime (`expires_at`) is ample: they are fetched at once. */
export function readSources(result: unknown): readonly ArtifactSource[] {
  if (!isRecord(result)) return [];
  const files = LISTS.flatMap((name) => entriesOf(result[name]).flatMap(filesOf));
  const seen = new Set<string>();
  const sources: ArtifactSource[] = [];
  for (const urls of files) {
    if (urls[0] === undefined || seen.has(urls[0]) || sources.length === SOURCES_MAX) continue;
    seen.add(urls[0]);
    sources.push({ urls: [...urls] });
  }
  return sources;
}

/** One list of addresses per file. A track of flowmusic has a second form, which serves where the first is gone. */
function filesOf(entry: unknown): readonly (readonly string[])[] {
  if (typeof entry === 'string') return [addresses(entry)];
  if (!isRecord(entry)) return [];
  const named = [entry.url, entry.audio_url].map(addresses).find((urls) => urls.length > 0) ?? [];
  const spare = addresses(entry.wav_url);
  if (named.length === 0) return [spare];
  return named.length === 1 ? [[...new Set([...named, ...spare])]] : named.map((url) => [url]);
}

const entriesOf = (list: unknown): readonly unknown[] =>
  Array.isArray(list) ? list : list === undefined || list === null ? [] : [list];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Plain http is kept too, for media hosts of private set-ups; whether an address may be fetched is decided where it is. */
function addresses(value: unknown): readonly string[] {
  return entriesOf(value).flatMap((entry) => {
    const text = typeof entry === 'string' ? entry.trim() : '';
    const protocol = URL.parse(text)?.protocol;
    return protocol === 'https:' || protocol === 'http:' ? [text] : [];
  });
}
