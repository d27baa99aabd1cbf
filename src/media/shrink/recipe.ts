import type { StoredFile } from '#domain/artifact.ts';
import type { Program } from './programs.ts';

export type Making = {
  /** Absolute paths. */
  readonly source: string;
  readonly target: string;
  readonly file: StoredFile;
  readonly maxBytes: number;
  /** At most 1: by how much less than planned to aim for, since an earlier try came out too large. */
  readonly share: number;
};

/** How a smaller version is made; undefined when there is none that anybody would want to see or hear. */
export type Recipe = (making: Making) => Program | undefined;
