import type { Sharp } from 'sharp';
import sharp from 'sharp';
import { drawPicture } from './drawing.ts';

/** What a service does to a picture that it was sent: visible at a glance, and made from that very picture. */
type Order = { readonly prompt: string; readonly seed: number };
type Size = { readonly width: number; readonly height: number };

/** Longest side of what is handed out, in pixels: members' photos may be huge, and the chat page is small. */
const LONGEST_SIDE = 2048;

/** The size of a picture; throws for what is no picture. */
async function sizeOf(bytes: Uint8Array): Promise<Size> {
  const { autoOrient } = await sharp(bytes).metadata();
  return { width: autoOrient.width, height: autoOrient.height };
}

/** The picture with the light of a scene that the prompt asks for; of its own size unless another is asked for. */
export async function restyle(bytes: Uint8Array, order: Order, wanted?: Size): Promise<Uint8Array> {
  const { width, height } = wanted ?? fitted(await sizeOf(bytes), 1);
  const scene = await drawPicture({ ...order, width, height });
  const base = await sharp(bytes).autoOrient().resize(width, height, { fit: 'cover' }).png().toBuffer();
  return png(sharp(base).composite([{ input: Buffer.from(scene), blend: 'soft-light' }]));
}

/** Side by side what was sent, lit by the prompt's scene: several pictures become one. */
export async function combine(pictures: readonly Uint8Array[], order: Order, size: Size): Promise<Uint8Array> {
  const width = Math.floor(size.width / Math.max(1, pictures.length));
  const parts = await Promise.all(
    pictures.map((each) => sharp(each).autoOrient().resize(width, size.height, { fit: 'cover' }).png().toBuffer()),
  );
  const composite = parts.map((input, at) => ({ input, left: at * width, top: 0 }));
  const base = sharp({ create: { ...size, channels: 3, background: '#101820' } }).composite(composite);
  return restyle(await png(base), order, size);
}

export async function enlarge(bytes: Uint8Array, factor: number): Promise<Uint8Array> {
  const { width, height } = fitted(await sizeOf(bytes), factor);
  return png(sharp(bytes).autoOrient().resize(width, height, { fit: 'fill', kernel: 'lanczos3' }));
}

/** What stands in the middle, on nothing. */
export async function cutOut(bytes: Uint8Array): Promise<Uint8Array> {
  const { width, height } = fitted(await sizeOf(bytes), 1);
  const base = await sharp(bytes).autoOrient().resize(width, height).ensureAlpha().png().toBuffer();
  return png(sharp(base).composite([{ input: ellipse(width, height), blend: 'dest-in' }]));
}

/** White where the thing is, black elsewhere. */
export async function maskOf(bytes: Uint8Array): Promise<Uint8Array> {
  const { width, height } = fitted(await sizeOf(bytes), 1);
  const base = sharp({ create: { width, height, channels: 3, background: '#000000' } });
  return png(base.composite([{ input: ellipse(width, height) }]));
}

/** The picture whole in the middle of a larger canvas, with its own colours around it. */
export async function widen(bytes: Uint8Array, { width, height }: Size): Promise<Uint8Array> {
  const around = await sharp(bytes).autoOrient().resize(width, height, { fit: 'cover' }).blur(24).png().toBuffer();
  const inside = { width: Math.round(width * 0.8), height: Math.round(height * 0.8) };
  const middle = await sharp(bytes)
    .autoOrient()
    .resize({ ...inside, fit: 'inside' })
    .png()
    .toBuffer();
  return png(sharp(around).composite([{ input: middle, gravity: 'centre' }]));
}

const png = async (image: Sharp): Promise<Uint8Array> => new Uint8Array(await image.png().toBuffer());

const ellipse = (width: number, height: number): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><ellipse cx="50%" cy="50%" rx="40%" ry="44%" fill="#fff"/></svg>`,
  );

function fitted({ width, height }: Size, factor: number): Size {
  const scale = Math.min(factor, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
