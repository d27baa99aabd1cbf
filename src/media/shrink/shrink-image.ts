import { fileURLToPath } from 'node:url';
import type { Recipe } from './recipe.ts';

/** Smaller than the smallest picture with a header. */
const BYTES_MIN = 1_024;

/** 67 megapixels with an alpha channel took 9 s on one core. */
const TIMEOUT_MS = 60_000;

const ENTRY = fileURLToPath(new URL('./image-process.ts', import.meta.url));

/** The kinds that the process reads; see there. */
const READABLE = /^image\/(png|apng|jpeg|webp|gif|avif)$/;

export const shrinkImage: Recipe = ({ source, target, file, maxBytes }) => {
  if (!READABLE.test(file.mediaType) || maxBytes < BYTES_MIN) return undefined;
  return { command: process.execPath, args: [ENTRY, source, target, String(maxBytes)], timeoutMs: TIMEOUT_MS };
};
