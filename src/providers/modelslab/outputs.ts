import type { ArtifactSource } from '#domain/artifact.ts';
import type { Envelope } from './envelope.ts';

/** Most files taken from one answer: four times what any image request may ask for, so that a broken answer stays small. */
const SOURCES_MAX = 16;

/** Deepest nesting seen is an array of objects, two levels; deeper is not searched, whatever a hostile body holds. */
const DEPTH_MAX = 3;

/**
 * The files of an answer, in the provider's order. `output` is an array of URLs on paper; as seen, also `""`, one URL,
 * an object by index, and objects with `url`. `links` is `output` by another name. `proxy_links` mirrors `output` index by
 * index and so gives each file its second address, or its only one where `output` is empty. `future_links` are guesses
 * that answer 404 until the job is done, and are never results. Lyrics and transcripts are files of text, known by their
 * name where the family is not known.
 */
export function readSources({ output, links, proxy_links }: Envelope, isText = false): readonly ArtifactSource[] {
  const mirrors = listOf(proxy_links);
  const files = [listOf(output), listOf(links)].find(hasUrl);
  const pairs = files ? files.map((file, index) => [file, mirrors[index]]) : mirrors.map((mirror) => [mirror]);
  const seen = new Set<string>();
  const sources: ArtifactSource[] = [];
  for (const pair of pairs) {
    const urls = [...new Set(pair.flatMap((entry) => (entry !== undefined && isAddress(entry) ? [entry.trim()] : [])))];
    if (urls[0] === undefined || seen.has(urls[0]) || sources.length === SOURCES_MAX) continue;
    seen.add(urls[0]);
    sources.push({ urls, ...((isText || urls.some(namesText)) && { text: true }) });
  }
  return sources;
}

/** Longest text that is kept, in characters: two messages' worth. */
const WORDS_MAX_CHARACTERS = 4_000;

/** What an answer says in words: entries of `output` that are no addresses. In which form captions come is documented nowhere. */
export function readWords({ output }: Envelope): string | undefined {
  const words = listOf(output).map((entry) => (isAddress(entry) ? '' : (entry ?? '').trim()));
  const text = words.filter((word) => word !== '').join('\n');
  return text === '' ? undefined : text.slice(0, WORDS_MAX_CHARACTERS);
}

const namesText = (url: string): boolean => /\.(?:txt|json|srt|vtt|lrc)$/i.test(URL.parse(url)?.pathname ?? '');

/** One entry per file, undefined where an entry names none, so that positions stay comparable. */
function listOf(value: unknown, depth = 0): readonly (string | undefined)[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return depth === 0 ? [] : [undefined];
  if ('url' in value) return [typeof value.url === 'string' ? value.url : undefined];
  return Object.values(value).flatMap((item) => listOf(item, depth + 1));
}

const hasUrl = (list: readonly (string | undefined)[]): boolean => list.some(isAddress);

/** Plain http is kept too, for media hosts of private set-ups; whether an address may be fetched is decided where it is. */
function isAddress(entry: string | undefined): boolean {
  const url = entry === undefined ? null : URL.parse(entry.trim());
  return url?.protocol === 'https:' || url?.protocol === 'http:';
}
