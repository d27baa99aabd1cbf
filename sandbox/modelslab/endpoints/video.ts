import { makeFilm, makeGif } from '#sandbox/media/film.ts';
import type { Endpoint, Order, Product } from '#sandbox/modelslab/endpoint.ts';
import type { Fields } from '#sandbox/services/fields.ts';
import {
  choice,
  file,
  flag,
  image,
  number,
  required,
  text,
  toFlag,
  toNumber,
  video,
  whole,
} from '#sandbox/services/fields.ts';
import type { Gathered } from '#sandbox/services/materials.ts';

const FRAMES_PER_SECOND = 16;

/** A film of the size and length asked for, out of the picture that came along where there is one. */
const films =
  (defaults: { readonly output: 'mp4' | 'gif'; readonly frames: number }) =>
  (order: Order): readonly Product[] => {
    const { body } = order;
    const extension = body.output_type === 'mp4' || body.output_type === 'gif' ? body.output_type : defaults.output;
    const frames = toNumber(body.num_frames) ?? defaults.frames;
    const seconds = frames / (toNumber(body.fps) ?? FRAMES_PER_SECOND);
    return [
      { extension, make: async (given) => (extension === 'gif' ? makeGif : makeFilm)(film(order, seconds, given)) },
    ];
  };

function film({ prompt, seed, body }: Order, seconds: number, given: readonly Gathered[]) {
  const source = given.find(({ kind }) => kind === 'image')?.bytes;
  return { prompt, seed, seconds, ...frameOf(body), ...(source ? { source } : {}) };
}

/** `resolution` is a height; films lie unless `portrait` stands them up. */
function frameOf(body: Order['body']) {
  const width = toNumber(body.width);
  const height = toNumber(body.height);
  if (width !== undefined && height !== undefined) return { width, height };
  const short = toNumber(body.resolution) ?? 480;
  const long = Math.round((short * 16) / 9);
  return toFlag(body.portrait) ? { width: short, height: long } : { width: long, height: short };
}

// Documented: a model that is not known is not refused but replaced by wan2.2. The enums of the OpenAPI files are stale.
const MODEL: Fields = { model_id: required(text()) };
const PROMPT: Fields = { prompt: required(text()) };
const SMALL: Fields = {
  width: number(1, 512, { whole: true }),
  height: number(1, 512, { whole: true }),
  num_frames: whole(1, 25),
  num_inference_steps: whole(1, 50),
  fps: whole(1, FRAMES_PER_SECOND),
  output_type: choice('mp4', 'gif'),
  negative_prompt: text(),
  temp: flag,
};
const ULTRA: Fields = {
  negative_prompt: text(),
  seed: whole(),
  num_frames: whole(1, 121),
  guidance_scale: number(0, 8),
  fps: whole(1, FRAMES_PER_SECOND),
  portrait: flag,
  sample_shift: whole(1, 10),
  temp: flag,
};

const at = (path: string, fields: Fields, products: Endpoint['products']): Endpoint => ({
  path: `v6/video/${path}`,
  family: 'v6/video',
  shape: 'video',
  fields,
  products,
});

export const VIDEO_ENDPOINTS: readonly Endpoint[] = [
  at(
    'text2video',
    {
      ...MODEL,
      ...PROMPT,
      ...SMALL,
      seed: whole(),
      guidance_scale: number(0, 8),
      clip_skip: whole(1, 2),
      upscale_height: whole(1, 1024),
      upscale_width: whole(1, 1024),
      upscale_strength: number(0, 1),
      upscale_guidance_scale: number(),
      upscale_num_inference_steps: whole(1, 50),
      use_improved_sampling: flag,
      improved_sampling_seed: whole(),
      instant_response: flag,
    },
    films({ output: 'gif', frames: 25 }),
  ),
  at(
    'img2video',
    {
      ...MODEL,
      prompt: text(),
      init_image: required(image),
      ...SMALL,
      min_guidance_scale: number(1, 8),
      max_guidance_scale: number(1, 8),
      motion_bucket_id: whole(),
      noise_aug_strength: number(0, 1),
    },
    films({ output: 'gif', frames: 16 }),
  ),
  at(
    'text2video_ultra',
    { ...MODEL, ...PROMPT, ...ULTRA, resolution: whole(1, 480), num_inference_steps: whole(1, 30) },
    films({ output: 'mp4', frames: 81 }),
  ),
  at(
    'img2video_ultra',
    {
      ...MODEL,
      ...PROMPT,
      init_image: required(file('image', { data: true })),
      ...ULTRA,
      resolution: whole(1, 720),
      num_inference_steps: whole(1, 25),
      base64: flag,
    },
    films({ output: 'mp4', frames: 81 }),
  ),
  at('watermark_remover', { init_video: required(video) }, films({ output: 'mp4', frames: 48 })),
];
