import sharp from 'sharp';
import type { Picture } from './drawing.ts';
import { drawPicture } from './drawing.ts';

export type PictureFormat = 'png' | 'jpeg' | 'webp';

/** A drawn picture in the format that was asked for; the same picture has the same bytes. */
export const drawAs = async (picture: Picture, format: PictureFormat): Promise<Uint8Array> =>
  encodePicture(await drawPicture(picture), format);

export async function encodePicture(png: Uint8Array, format: PictureFormat): Promise<Uint8Array> {
  if (format === 'png') return png;
  return new Uint8Array(await sharp(png).toFormat(format, { quality: 82 }).toBuffer());
}
