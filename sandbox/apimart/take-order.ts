import { randomUUID } from 'node:crypto';
import { makeFilm } from '#sandbox/media/film.ts';
import { drawAs, encodePicture, type PictureFormat } from '#sandbox/media/picture.ts';
import { combine, restyle } from '#sandbox/media/retouch.ts';
import type { Sound } from '#sandbox/media/sound.ts';
import { makeSound, secondsOf } from '#sandbox/media/sound.ts';
import type { FileArea } from '#sandbox/services/desk.ts';
import type { NewJob } from '#sandbox/services/job.ts';
import type { Gathered, Material } from '#sandbox/services/materials.ts';
import { gather } from '#sandbox/services/materials.ts';
import type { Body } from '#sandbox/services/serve.ts';
import type { MartOrder } from './answers.ts';
import type { MartKind, MartModel } from './models.ts';

type Deps = {
  readonly fileUrl: (area: FileArea, name: string) => string;
  readonly urlsAs: 'list' | 'text';
};

type Product = { readonly extension: string; readonly make: (given: readonly Gathered[]) => Promise<Uint8Array> };

const PATHS: Readonly<Record<MartKind, string>> = {
  image: 'images/generations',
  video: 'videos/generations',
  music: 'music/generations',
  speech: 'audio/speech',
};

/** The job that a submit makes, with an id that looks like a ULID. */
export function takeOrder(model: MartModel, body: Body, { fileUrl, urlsAs }: Deps): NewJob<MartOrder> {
  const id = `task_01K${randomUUID().replaceAll('-', '').slice(0, 23).toUpperCase()}`;
  const prompt = String(body.prompt ?? body.sound_prompt ?? body.lyrics ?? body.input ?? '');
  const seed = typeof body.seed === 'number' ? body.seed : Number.parseInt(id.slice(-8), 16);
  const song = songOf(body, prompt, seed);
  const order = { model, prompt, seed, body, urlsAs, trackSeconds: secondsOf(song) };
  const products = PRODUCTS[model.kind](order, song);
  return {
    id,
    endpoint: `v1/${PATHS[model.kind]}`,
    prompt,
    webhook: typeof body.webhook === 'string' && body.webhook !== '' ? callbackUrl(body.webhook) : null,
    order,
    files: products.map(({ extension }, at) => {
      const name = `${id}-${at}.${extension}`;
      return { name, url: fileUrl('generations', name), mirrorUrl: fileUrl('mirror', name) };
    }),
    make: async () => {
      const given = await gather(
        materialsOf(body),
        ({ value }) => `failed to fetch input file: ${value.slice(0, 100)}`,
      );
      return Promise.all(products.map(({ make }) => make(given)));
    },
    // Whether music calls back is not documented for its path: the harder case is that it does not.
    ...(model.kind === 'music' || model.kind === 'speech' ? { callback: 'lost' as const } : {}),
  };
}

/**
 * The service calls `<webhook>/callback`, with one slash between. That it calls only public addresses, at ports 80 and
 * 443, is left out here, where everybody lives on the loopback address.
 */
const callbackUrl = (webhook: string): string => `${webhook.replace(/\/+$/, '')}/callback`;

const PRODUCTS: Readonly<Record<MartKind, (order: MartOrder, song: Sound) => readonly Product[]>> = {
  image: pictures,
  video: ({ prompt, seed, body }) => [{ extension: 'mp4', make: (given) => film(prompt, seed, body, given) }],
  music: (_, song) =>
    [0, 1].map((at) => ({ extension: 'mp3', make: () => makeSound({ ...song, seed: song.seed + at }, 'mp3') })),
  speech: ({ body }, song) => {
    const extension = body.response_format === 'pcm' ? 'pcm' : 'wav';
    return [{ extension, make: () => makeSound({ ...song, kind: 'speech' }, extension) }];
  },
};

function songOf(body: Body, text: string, seed: number): Sound {
  const asked = body.duration ?? body.length;
  return { kind: 'music', text, seed, ...(typeof asked === 'number' ? { seconds: asked } : {}) };
}

/** Pixels along the longer side, by the word for the resolution. The largest are left out: nobody looks at them here. */
const LONG_SIDES: Readonly<Record<string, number>> = { '0.5k': 512, '1k': 1024, '2k': 1536, '4k': 1536 };

function pictures({ prompt, seed, body }: MartOrder): readonly Product[] {
  const format = (['png', 'jpeg', 'webp'] as const).find((each) => each === body.output_format) ?? 'png';
  const size = frameOf(body.size, LONG_SIDES[String(body.resolution ?? '1k').toLowerCase()] ?? 1024);
  const count = typeof body.n === 'number' ? body.n : 1;
  return Array.from({ length: count }, (_, at) => ({
    extension: format === 'jpeg' ? 'jpg' : format,
    make: (given) => picture({ prompt, seed: seed + at }, size, given, format),
  }));
}

type Size = { readonly width: number; readonly height: number };

async function picture(
  what: { prompt: string; seed: number },
  size: Size,
  given: readonly Gathered[],
  format: PictureFormat,
) {
  const [only, ...more] = given
    .filter(({ kind, field }) => kind === 'image' && field !== 'mask_url')
    .map(({ bytes }) => bytes);
  if (!only) return drawAs({ ...what, ...size }, format);
  return encodePicture(
    await (more.length > 0 ? combine([only, ...more], what, size) : restyle(only, what, size)),
    format,
  );
}

function film(prompt: string, seed: number, body: Body, given: readonly Gathered[]): Promise<Uint8Array> {
  const source = given.find(({ kind }) => kind === 'image')?.bytes;
  const seconds = typeof body.duration === 'number' ? body.duration : 5;
  return makeFilm({
    prompt,
    seed,
    seconds,
    ...frameOf(body.aspect_ratio ?? body.size ?? '16:9', 512),
    ...(source ? { source } : {}),
  });
}

/** Of a ratio such as `16:9`, or of a size such as `1024x1536`; square where neither is said. */
function frameOf(size: unknown, longSide: number): Size {
  const pixels = /^(\d+)x(\d+)$/.exec(String(size));
  if (pixels) return { width: Number(pixels[1]), height: Number(pixels[2]) };
  const [, across = '1', down = '1'] = /^(\d+):(\d+)$/.exec(String(size)) ?? [];
  const scale = longSide / Math.max(Number(across), Number(down));
  return { width: Math.round(Number(across) * scale), height: Math.round(Number(down) * scale) };
}

const ADDRESSES: Readonly<Record<string, Material['kind']>> = {
  image_urls: 'image',
  mask_url: 'image',
  first_frame_image: 'image',
  first_frame_url: 'image',
  last_frame_image: 'image',
  video_urls: 'video',
  audio_urls: 'audio',
};

/** Every file that a body names, whichever of the models' fields it stands in. */
export function materialsOf(body: Body): readonly Material[] {
  const plain = Object.entries(ADDRESSES).flatMap(([field, kind]) =>
    [body[field]].flat().flatMap((value) => (typeof value === 'string' ? [{ field, kind, value }] : [])),
  );
  const roles = Array.isArray(body.image_with_roles) ? body.image_with_roles : [];
  const withRoles = roles.flatMap((each: unknown) =>
    typeof each === 'object' && each !== null && 'url' in each && typeof each.url === 'string'
      ? [{ field: 'image_with_roles', kind: 'image' as const, value: each.url }]
      : [],
  );
  return [...plain, ...withRoles];
}
