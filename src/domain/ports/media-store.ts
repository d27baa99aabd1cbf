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
  | { readonly outcome: 'unreachable'; readonly detail: string }
  /** Our own disk would not take it, being full or broken. */
  | { readonly outcome: 'unstored'; readonly detail: string };

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
  /** Whether our copy is still there; a disk may lose what a row remembers. */
  readonly has: (file: StoredFile) => Promise<boolean>;
  /**
   * A smaller version of an image, a video or a sound, of at most `maxBytes`, kept beside the file and made once for each
   * bound; undefined when there is none to be had.
   */
  readonly shrink: (file: StoredFile, maxBytes: number) => Promise<StoredFile | undefined>;
  /**
   * Removes what is older than `maxAgeMs`, then the oldest until no more than `maxBytes` remain; never a file of a job in
   * `needed`, nor a member's file younger than `inputsLifeMs`.
   */
  readonly sweep: (bounds: MediaBounds) => Promise<{ readonly removed: number; readonly bytes: number }>;
};

export type MediaBounds = {
  readonly now: number;
  readonly maxAgeMs: number;
  readonly maxBytes: number;
  readonly inputsLifeMs: number;
  /** Ids of jobs. */
  readonly needed: ReadonlySet<string>;
};
