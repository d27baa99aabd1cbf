import type { StoredFile } from '#domain/artifact.ts';
import type { MediaType } from './media-type.ts';

/** What a file turned out to be. Sizes are those on the screen, after turning; seconds are those that play. */
export type Measured = MediaType & Pick<StoredFile, 'width' | 'height' | 'seconds'>;

const isCount = (pixels: number): boolean => Number.isSafeInteger(pixels) && pixels > 0;

export const sizeOf = (width: number, height: number): Partial<Measured> =>
  isCount(width) && isCount(height) ? { width, height } : {};

/** To the millisecond. */
export const lengthOf = (seconds: number): Partial<Measured> =>
  Number.isFinite(seconds) && seconds >= 0 ? { seconds: Math.round(seconds * 1000) / 1000 } : {};
