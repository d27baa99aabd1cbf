import type { ArtifactSource, StoredFile } from '#domain/artifact.ts';

/** `gone` will not mend itself by waiting (404 after all tries, a forbidden address, too large); `later` may. */
export type FetchAnswer =
  | { readonly outcome: 'stored'; readonly file: StoredFile }
  | { readonly outcome: 'later'; readonly detail: string }
  | { readonly outcome: 'gone'; readonly detail: string };

/** What became of a member's file. */
export type KeepAnswer =
  | { readonly outcome: 'kept'; readonly file: StoredFile }
  | { readonly outcome: 'too_large'; readonly maxBytes: number }
  /** Neither an image nor a video nor a sound. */
  | { readonly outcome: 'not_media' }
  | { readonly outcome: 'unreachable'; readonly detail: string };

/** Our copies of what providers made and of what members gave. */
export type MediaStore = {
  /**
   * Downloads one artifact, trying its addresses in order, within bounds of bytes and time, from public addresses only.
   * A file appears in the store whole or not at all.
   */
  readonly fetch: (
    artifact: ArtifactSource & { readonly jobId: string; readonly position: number },
  ) => Promise<FetchAnswer>;
  /**
   * Copies a file that a member attached, type by content, with its size in pixels and seconds. `key` names its place;
   * keeping the same place again replaces it.
   */
  readonly keep: (gift: {
    readonly key: string;
    readonly url: string;
    readonly maxBytes: number;
  }) => Promise<KeepAnswer>;
  readonly read: (file: StoredFile) => Promise<Uint8Array>;
  /** Absolute path of a stored file. */
  readonly locate: (file: StoredFile) => string;
  /** Where anybody who has the link can fetch the file until it expires; undefined without a public address. */
  readonly link: (file: StoredFile, lifeMs: number) => string | undefined;
};
