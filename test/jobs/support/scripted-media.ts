import type { FetchAnswer, MediaStore } from '#domain/ports/media-store.ts';

export type ScriptedMedia = MediaStore & {
  /** Answers for the next fetches of the artifact at `position`; without one, it is stored. */
  readonly onFetch: (position: number, ...answers: readonly FetchAnswer[]) => void;
  /** Positions asked for, oldest first. */
  readonly fetched: readonly number[];
};

export const LATER: FetchAnswer = { outcome: 'later', detail: 'cdn.test: 404' };
export const GONE: FetchAnswer = { outcome: 'gone', detail: 'cdn.test: 410' };

export const fileAt = (position: number) => ({
  path: `ab/${position}.png`,
  mediaType: 'image/png',
  extension: 'png',
  bytes: 1000 + position,
});

export function createScriptedMedia(): ScriptedMedia {
  const answers = new Map<number, FetchAnswer[]>();
  const fetched: number[] = [];
  return {
    fetch: async ({ position }) => {
      fetched.push(position);
      return answers.get(position)?.shift() ?? { outcome: 'stored', file: fileAt(position) };
    },
    locate: ({ path }) => `/media/${path}`,
    onFetch: (position, ...steps) => void answers.set(position, [...(answers.get(position) ?? []), ...steps]),
    fetched,
  };
}
