import type { FileHandle } from 'node:fs/promises';
import { imageSize } from 'image-size';
import type { Measured } from './measures.ts';
import { sizeOf } from './measures.ts';
import type { MediaType } from './media-type.ts';

/** Where the size of these stands, nearly always; reading more of each would cost more than everything else. */
const SHORT_HEAD_BYTES = 64 * 1024;
const SHORT_HEADED = /^image\/(png|jpeg|webp|gif)$/;

/** An image's size stands behind its colour profile and its thumbnails; cameras write some megabytes of them. */
const LONG_HEAD_BYTES = 4 * 1024 * 1024;

/** Throws for what it cannot read, and may not come to an end on a file made for that: see measure.ts. */
export async function readImage(handle: FileHandle, type: MediaType): Promise<Measured> {
  if (!SHORT_HEADED.test(type.mediaType)) return measure(await headOf(handle, LONG_HEAD_BYTES), type);
  try {
    return measure(await headOf(handle, SHORT_HEAD_BYTES), type);
  } catch {
    return measure(await headOf(handle, LONG_HEAD_BYTES), type);
  }
}

async function headOf(handle: FileHandle, most: number): Promise<Uint8Array> {
  const { size } = await handle.stat();
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size, most)), 0, Math.min(size, most), 0);
  return buffer.subarray(0, bytesRead);
}

function measure(head: Uint8Array, type: MediaType): Measured {
  const { width, height, orientation = 1 } = imageSize(head);
  // Orientations 5 to 8 lie on their side (Exif).
  return { ...type, ...(orientation > 4 ? sizeOf(height, width) : sizeOf(width, height)) };
}
