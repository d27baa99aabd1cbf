import type { StoredFile } from '#domain/artifact.ts';
import type { FetchAnswer, KeepAnswer, MediaStore } from '#domain/ports/media-store.ts';

export type ScriptedMedia = MediaStore & {
  /** Answers for the next fetches of the artifact at `position`; without one, it is stored. */
  readonly onFetch: (position: number, ...answers: readonly FetchAnswer[]) => void;
  /** Positions asked for, oldest first. */
  readonly fetched: readonly number[];
  /** Answers for the next files that members give, in order; without one, the file is kept as what its name says. */
  readonly onKeep: (...answers: readonly (KeepAnswer | (() => Promise<KeepAnswer>))[]) => void;
  readonly gifts: readonly Parameters<MediaStore['keep']>[0][];
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

/** `publicUrl`: where files can be fetched; undefined: nowhere. */
export function createScriptedMedia({ publicUrl }: { publicUrl?: string | undefined } = {}): ScriptedMedia {
  const answers = new Map<number, FetchAnswer[]>();
  const fetched: number[] = [];
  const keeps: (KeepAnswer | (() => Promise<KeepAnswer>))[] = [];
  const gifts: Parameters<MediaStore['keep']>[0][] = [];
  return {
    fetch: async ({ position }) => {
      fetched.push(position);
      return answers.get(position)?.shift() ?? { outcome: 'stored', file: fileAt(position) };
    },
    keep: async (gift) => {
      gifts.push(gift);
      const step = keeps.shift() ?? { outcome: 'kept', file: giftAt(gift.key, typeOf(gift.url)) };
      return typeof step === 'function' ? step() : step;
    },
    read: async ({ path }) => new TextEncoder().encode(`the bytes of ${path}`),
    locate: ({ path }) => `/media/${path}`,
    link: ({ path }, lifeMs) => publicUrl && `${publicUrl}/media/${path}?life=${lifeMs}`,
    onFetch: (position, ...steps) => void answers.set(position, [...(answers.get(position) ?? []), ...steps]),
    fetched,
    onKeep: (...steps) => void keeps.push(...steps),
    gifts,
  };
}
