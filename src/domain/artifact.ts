import * as z from 'zod';

/** One file that a provider says it made: where to fetch it, best address first. Strangers' addresses all. */
export const artifactSource = z.object({
  urls: z.array(z.string()).min(1),
});

export type ArtifactSource = z.infer<typeof artifactSource>;

/** Our copy of an artifact. */
export const storedFile = z.object({
  /** Relative to the media store. */
  path: z.string(),
  /** Decided by content, never by name or header. */
  mediaType: z.string(),
  extension: z.string(),
  bytes: z.int().nonnegative(),
});

export type StoredFile = z.infer<typeof storedFile>;

export type Artifact = ArtifactSource & {
  readonly jobId: string;
  /** 0-based, in the order in which the provider listed them. */
  readonly position: number;
  /** Absent until the copy is complete on disk. */
  readonly file?: StoredFile;
};
