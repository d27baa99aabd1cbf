import type { FileHandle } from 'node:fs/promises';
import { imageSize } from 'image-size';
import type { Measured } from './measures.ts';
import { sizeOf } from './measures.ts';
import type { MediaType } from './media-type.ts';

/** An image's size stands behind its colour profile and its thumbnails; cameras write some megabytes of them. */
const IMAGE_HEAD_BYTES = 4 * 1024 * 1024;

/** Throws for what it cannot read, and may not come to an end on a file made for that: see measure.ts. */
export async function readImage(handle: FileHandle, type: MediaType): Promise<Measured> {
  const { size } = await handle.stat();
  const head = Buffer.alloc(Math.min(size, IMAGE_HEAD_BYTES));
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  const { width, height, orientation = 1 } = imageSize(head.subarray(0, bytesRead));
  // Orientations 5 to 8 lie on their side (Exif).
  return { ...type, ...(orientation > 4 ? sizeOf(height, width) : sizeOf(width, height)) };
}
