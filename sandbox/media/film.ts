import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { createRandom } from './drawing/random.ts';
import { drawPicture } from './drawing.ts';
import type { Reel } from './film-worker.ts';

export type Film = {
  readonly prompt: string;
  readonly seed: number;
  /** Pixels asked for; films are never larger than `LONGEST_SIDE`, whatever was asked. */
  readonly width: number;
  readonly height: number;
  /** Seconds asked for; films are never longer than `SECONDS_MAX`. */
  readonly seconds?: number;
  /** The picture that is set in motion; without it one is drawn from the prompt. */
  readonly source?: Uint8Array;
};

/** Nobody wants to wait for a pretend film: encoding one of this size takes a fifth of a second. */
const LONGEST_SIDE = 512;
const SECONDS_MAX = 4;
const GIF_LONGEST_SIDE = 256;
const GIF_SECONDS = 1.5;
const FRAMES_PER_SECOND = 16; // the most that the services' own small models take
/** How much larger than the film the picture is over which the view wanders. */
const OVERSIZE = 1.25;

/** An MP4 (H.264, no sound): a slow pan over one picture. The same film has the same bytes. */
export async function makeFilm(film: Film): Promise<Uint8Array> {
  const reel = await shoot(film);
  const worker = new Worker(new URL('./film-worker.ts', import.meta.url), { workerData: reel });
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  } finally {
    await worker.terminate();
  }
}

/** A shorter and smaller pan as an animated GIF: the format has no better way to be of a bearable size. */
export async function makeGif(film: Film): Promise<Uint8Array> {
  const scale = GIF_LONGEST_SIDE / Math.max(film.width, film.height);
  const small = { ...film, width: film.width * scale, height: film.height * scale, seconds: GIF_SECONDS };
  const { pixels, wide, width, height, steps } = await shoot(small);
  const frames = steps.filter((_, at) => at % 2 === 0).map(([left, top]) => ({ left, top, width, height }));
  const raw = { width: wide, height: pixels.length / wide / 4, channels: 4 } as const;
  const pages = await Promise.all(frames.map((frame) => sharp(pixels, { raw }).extract(frame).png().toBuffer()));
  const delay = pages.map(() => Math.round(2000 / FRAMES_PER_SECOND));
  return new Uint8Array(
    await sharp(pages, { join: { animated: true } })
      .gif({ delay, effort: 1 })
      .toBuffer(),
  );
}

async function shoot({ prompt, seed, width, height, seconds = SECONDS_MAX, source }: Film): Promise<Reel> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const frame = { width: even(width * scale), height: even(height * scale) };
  const wide = even(frame.width * OVERSIZE);
  const high = even(frame.height * OVERSIZE);
  const scene = source ?? (await drawPicture({ prompt, seed, width: wide, height: high }));
  const pixels = await sharp(scene).autoOrient().resize(wide, high, { fit: 'cover' }).ensureAlpha().raw().toBuffer();
  const frames = Math.max(2, Math.round(Math.min(seconds, SECONDS_MAX) * FRAMES_PER_SECOND));
  const steps = pan(createRandom(`pan ${seed} ${prompt}`).whole(0, 3), frames, wide - frame.width, high - frame.height);
  return { ...frame, wide, steps, framesPerSecond: FRAMES_PER_SECOND, pixels: new Uint8Array(pixels) };
}

/** From one corner to the opposite one, slow at both ends. */
function pan(corner: number, frames: number, spareX: number, spareY: number): readonly (readonly [number, number])[] {
  return Array.from({ length: frames }, (_, at) => {
    const t = at / (frames - 1);
    const eased = t * t * (3 - 2 * t);
    const x = corner % 2 === 0 ? eased : 1 - eased;
    const y = corner < 2 ? eased : 1 - eased;
    return [Math.round(x * spareX), Math.round(y * spareY)] as const;
  });
}

/** H.264 with halved colour wants even sides. */
const even = (pixels: number): number => Math.max(16, Math.round(pixels / 2) * 2);
