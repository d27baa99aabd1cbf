import type { StoredFile } from '#domain/artifact.ts';

/** `gone` will not mend itself by waiting (404 after all tries, a forbidden address, too large); `later` may. */
export type FetchAnswer =
  | { readonly outcome: 'stored'; readonly file: StoredFile }
  | { readonly outcome: 'later'; readonly detail: string }
  | { readonly outcome: 'gone'; readonly detail: string };

/** Our copies of what providers made. */
export type MediaStore = {
  /**
   * Downloads one artifact, trying its addresses in order, within bounds of bytes and time, from public addresses only.
   * A file appears in the store whole or not at all.
   */
  readonly fetch: (artifact: {
    readonly jobId: string;
    readonly position: number;
    readonly urls: readonly string[];
  }) => Promise<FetchAnswer>;
  /** Absolute path of a stored file. */
  readonly locate: (file: StoredFile) => string;
};
