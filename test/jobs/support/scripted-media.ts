import type { StoredFile } from '#domain/artifact.ts';
import type { FetchAnswer, KeepAnswer, MediaBounds, MediaStore } from '#domain/ports/media-store.ts';

type Step<Answer> = Answer | (() => Promise<Answer>);

export type ScriptedMedia = MediaStore & {
  /** Answers for the next fetches of the artifact at `position`; without one, it is stored. */
  readonly onFetch: (position: number, ...answers: readonly Step<FetchAnswer>[]) => void;
  /** Positions asked for, oldest first. */
  readonly fetched: readonly number[];
  /** Addresses asked for, oldest first, the best of each artifact. */
  readonly addresses: readonly string[];
  /** Most fetches that were under way at the same time. */
  readonly busiest: () => number;
  /** The disk loses our copy of a file; fetching it again brings it back. */
  readonly lose: (file: Pick<StoredFile, 'path'>) => void;
  /** Answers for the next files that members give, in order; without one, the file is kept as what its name says. */
  readonly onKeep: (...answers: readonly Step<KeepAnswer>[]) => void;
  readonly gifts: readonly Parameters<MediaStore['keep']>[0][];
  readonly sweeps: readonly MediaBounds[];
};

export const LATER: FetchAnswer = { outcome: 'later', detail: 'cdn.test: 404' };
export const GONE: FetchAnswer = { outcome: 'gone', detail: 'cdn.test: 410' };

export const fileAt = (position: number): StoredFile => ({
  path: `ab/${position}.png`,
  mediaType: 'image/png',
  extension: 'png',
  bytes: 1000 + position,
});

/** A file that a member gave, as it is kept. */
export const giftAt = (key: string, changes: Partial<StoredFile> = {}): StoredFile => ({
  path: `inputs/${key}.png`,
  mediaType: 'image/png',
  extension: 'png',
  bytes: 2000,
  ...changes,
});

const TYPES: Readonly<Record<string, string>> = { mp3: 'audio/mpeg', wav: 'audio/wav', mp4: 'video/mp4' };

/** By the ending of an address. */
function typeOf(url: string): Pick<StoredFile, 'mediaType' | 'extension'> {
  const extension = /\.(?<ending>\w+)$/.exec(new URL(url).pathname)?.groups?.ending ?? '';
  return { mediaType: TYPES[extension] ?? 'image/png', extension };
}

const taken = <Answer>(step: Step<Answer>): Promise<Answer> =>
  typeof step === 'function' ? (step as () => Promise<Answer>)() : Promise.resolve(step);

/** `publicUrl`: where files can be fetched; undefined: nowhere. */
export function createScriptedMedia({ publicUrl }: { publicUrl?: string | undefined } = {}): ScriptedMedia {
  const answers = new Map<number, Step<FetchAnswer>[]>();
  const fetched: number[] = [];
  const addresses: string[] = [];
  const lost = new Set<string>();
  const keeps: Step<KeepAnswer>[] = [];
  const gifts: Parameters<MediaStore['keep']>[0][] = [];
  const sweeps: MediaBounds[] = [];
  let busy = 0;
  let busiest = 0;
  return {
    fetch: async ({ position, urls }) => {
      fetched.push(position);
      addresses.push(urls[0] ?? '');
      busy += 1;
      busiest = Math.max(busiest, busy);
      try {
        const answer = await taken<FetchAnswer>(
          answers.get(position)?.shift() ?? { outcome: 'stored', file: fileAt(position) },
        );
        if (answer.outcome === 'stored') lost.delete(answer.file.path);
        return answer;
      } finally {
        busy -= 1;
      }
    },
    keep: async (gift) => {
      gifts.push(gift);
      return taken<KeepAnswer>(keeps.shift() ?? { outcome: 'kept', file: giftAt(gift.key, typeOf(gift.url)) });
    },
    read: async ({ path }) => new TextEncoder().encode(`the bytes of ${path}`),
    locate: ({ path }) => `/media/${path}`,
    link: ({ path }, lifeMs) => publicUrl && `${publicUrl}/media/${path}?life=${lifeMs}`,
    has: async ({ path }) => !lost.has(path),
    shrink: async () => undefined,
    sweep: async (bounds) => {
      sweeps.push(bounds);
      return { removed: 0, bytes: 0 };
    },
    onFetch: (position, ...steps) => void answers.set(position, [...(answers.get(position) ?? []), ...steps]),
    fetched,
    addresses,
    busiest: () => busiest,
    lose: ({ path }) => void lost.add(path),
    onKeep: (...steps) => void keeps.push(...steps),
    gifts,
    sweeps,
  };
}
