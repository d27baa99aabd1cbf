import type { StoredFile } from '#domain/artifact.ts';
import type { FetchAnswer, MediaStore } from '#domain/ports/media-store.ts';
import type { Faults } from '#test/simulation/faults.ts';
import type { Random } from '#test/simulation/random.ts';
import type { Timeline } from '#test/simulation/timeline.ts';

type Deps = {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly faults: Faults;
  readonly isFull: () => boolean;
  /** A real file of a few bytes: the messenger opens what it uploads. */
  readonly path: string;
};

/** What is the matter with one result, for as long as it lasts. */
type Fate = 'well' | 'gone' | 'broken until asked again' | 'not there yet';

/** Longest download, in milliseconds: two addresses, each within the product's own limit of ten minutes. */
const LONGEST_MS = 20 * 60_000;

/** The pretend network of results, and our copies of them. It outlives the processes, like the disk. */
export function createMedia({ timeline, random, faults, isFull, path }: Deps): MediaStore {
  const fates = new Map<string, Fate>();
  const lost = new Set<string>();

  const pause = (minMs: number, maxMs: number): Promise<void> =>
    new Promise((resolve) => void timeline.after(random.int(minMs, maxMs), resolve));

  function fateOf(name: string): Fate {
    const known = fates.get(name);
    if (known) return known;
    const fate = draw();
    fates.set(name, fate);
    return fate;
  }

  function draw(): Fate {
    if (faults.happens('result gone for good')) return 'gone';
    if (faults.happens('result link broken until asked again')) return 'broken until asked again';
    return faults.happens('result not there yet') ? 'not there yet' : 'well';
  }

  async function fetch(jobId: string, position: number, url: URL): Promise<FetchAnswer> {
    if (faults.happens('result very slow')) await pause(60_000, LONGEST_MS);
    else if (faults.happens('result slow')) await pause(3_000, 30_000);
    else await pause(30, 500);
    if (isFull()) return { outcome: 'later', detail: 'no space left on the disk' };
    const fate = fateOf(url.pathname);
    if (fate === 'gone') return { outcome: 'gone', detail: '410' };
    if (fate === 'broken until asked again' && url.searchParams.get('asked') === '0') {
      return { outcome: 'gone', detail: '403: the link has expired' };
    }
    if (fate === 'not there yet') {
      if (random.chance(0.5)) fates.set(url.pathname, 'well');
      return { outcome: 'later', detail: '404' };
    }
    return { outcome: 'stored', file: fileAt(jobId, position) };
  }

  /** The larger ones are over some channels' limit. */
  const fileAt = (jobId: string, position: number): StoredFile => {
    const file = { path: `${jobId}/${position}.png`, mediaType: 'image/png', extension: 'png' };
    lost.delete(file.path);
    return { ...file, bytes: random.chance(0.1) ? random.int(9_000_000, 30_000_000) : random.int(1_000, 8_000_000) };
  };

  return {
    fetch: ({ jobId, position, urls }) => fetch(jobId, position, new URL(urls[0] ?? 'https://cdn.test/nothing')),
    keep: async () => ({ outcome: 'not_media' }),
    read: async () => new Uint8Array(),
    locate: () => path,
    link: (file) => `https://bot.test/media/${file.path}`,
    has: async (file) => {
      await pause(0, 2);
      if (faults.happens('our copy lost')) lost.add(file.path);
      return !lost.has(file.path);
    },
    shrink: async (file, maxBytes) => {
      await pause(20, 2_000);
      return random.chance(0.8)
        ? { ...file, path: `${file.path}.small`, bytes: Math.min(file.bytes, maxBytes) }
        : undefined;
    },
    sweep: async () => ({ removed: 0, bytes: 0 }),
  };
}
