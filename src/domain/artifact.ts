import * as z from 'zod';

/** One file that a provider says it made: where to fetch it, best address first. Strangers' addresses all. */
export const artifactSource = z.object({
  /** http(s), or a `data:` URL where the provider answered with the bytes themselves. */
  urls: z.array(z.string()).min(1),
  /** The file is words (a transcript, lyrics): plain text is what it should be, not a sign of an error page. */
  text: z.boolean().optional(),
});

export type ArtifactSource = z.infer<typeof artifactSource>;

/** A file in our own store. */
export const storedFile = z.object({
  /** Relative to the media store. */
  path: z.string(),
  /** Decided by content, never by name or header. */
  mediaType: z.string(),
  extension: z.string(),
  bytes: z.int().nonnegative(),
  /** In pixels, of images and videos, where it can be told. */
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  /** Of sounds and videos, where it can be told. */
  seconds: z.number().nonnegative().optional(),
});

export type StoredFile = z.infer<typeof storedFile>;

export type Artifact = ArtifactSource & {
  readonly jobId: string;
  /** 0-based, in the order in which the provider listed them. */
  readonly position: number;
  /** Absent until the copy is complete on disk. */
  readonly file?: StoredFile;
};
