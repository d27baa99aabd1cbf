import * as z from 'zod';
import { storedFile } from './artifact.ts';

/** What a file is to the model that gets it. */
export const INPUT_ROLES = [
  /** The image to start from, to change, to animate. */
  'image',
  /** White where the image may change. */
  'mask',
  /** Further images to take things from. */
  'reference',
  'first_frame',
  'last_frame',
  'back',
  'left',
  'right',
  /** The recording to change, to continue, to sing along to. */
  'audio',
  /** The voice that shall speak. */
  'sample',
  'video',
  /** An example to learn from. */
  'example',
] as const;

export type InputRole = (typeof INPUT_ROLES)[number];

/** A file that a member gave, in our own store: Discord's link to it dies. */
export const input = z.object({
  role: z.enum(INPUT_ROLES),
  file: storedFile,
  /** As the member named it. */
  name: z.string(),
});

export type Input = z.infer<typeof input>;
