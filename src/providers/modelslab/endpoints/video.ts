import type { InputRule, Model } from '#domain/model.ts';
import type { Endpoint, Ordered } from '#providers/modelslab/endpoint.ts';
import { fileOf } from '#providers/modelslab/endpoint.ts';
import type { Family } from '#providers/modelslab/family.ts';
import { given, offer } from '#providers/modelslab/offer.ts';
import { sizeWithin } from '#providers/modelslab/size.ts';
import { hasStart, lacksStart, plainClip, UP_TO_512, ultraClip } from './video-shape.ts';

/** docs.modelslab.com video (pages and OpenAPI file). Videos take minutes: estimates of 416 to 960 s have been seen. */
export const FAMILIES: readonly Family[] = [{ name: 'video', pace: 'slow' }];

const startOf = (order: Ordered): string | undefined => fileOf(order, 'image') ?? fileOf(order, 'first_frame');

const way = (own: Pick<Endpoint, 'route' | 'path' | 'serves' | 'objection' | 'body'>): Endpoint => ({
  family: 'video',
  trackId: 'text',
  filesWithoutAddress: 'upload',
  key: 'body',
  ...own,
});

/** `output_type` is a GIF unless told. Sides, frames and rate go up to 512, 25 and 16. */
function plain({ submit: { request, model } }: Ordered) {
  const { aspect, negative, duration } = request.options;
  return {
    model_id: model.name,
    prompt: request.prompt,
    negative_prompt: negative,
    ...(aspect && sizeWithin(UP_TO_512, aspect)),
    ...plainClip(duration),
    output_type: 'mp4',
  };
}

/** Without `output_type`, which these two do not have: they make MP4. Wide unless `portrait`. */
function ultra({ submit: { request, model } }: Ordered) {
  const { aspect, negative, duration, resolution, seed } = request.options;
  return {
    model_id: model.name,
    prompt: request.prompt,
    negative_prompt: negative,
    seed,
    resolution: resolution === undefined ? undefined : Number.parseInt(resolution, 10),
    ...ultraClip(duration),
    portrait: aspect === undefined ? undefined : aspect === '9:16',
  };
}

export const ENDPOINTS: readonly Endpoint[] = [
  way({
    route: 'video',
    serves: hasStart,
    path: 'v6/video/img2video',
    // Takes no seed, so one that was chosen has no effect here.
    body: (order) => given({ ...plain(order), init_image: startOf(order) }),
  }),
  way({
    route: 'video',
    objection: lacksStart,
    path: 'v6/video/text2video',
    body: (order) => given({ ...plain(order), seed: order.submit.request.options.seed }),
  }),
  way({
    route: 'video.ultra',
    serves: hasStart,
    path: 'v6/video/img2video_ultra',
    body: (order) => given({ ...ultra(order), init_image: startOf(order) }),
  }),
  way({
    route: 'video.ultra',
    objection: lacksStart,
    path: 'v6/video/text2video_ultra',
    body: (order) => given(ultra(order)),
  }),
  way({
    route: 'video.ultra.720p',
    path: 'v6/video/img2video_ultra',
    body: (order) => given({ ...ultra(order), resolution: 720, init_image: startOf(order) }),
  }),
  way({
    route: 'video.watermark',
    path: 'v6/video/watermark_remover',
    body: (order) => given({ init_video: fileOf(order, 'video') }),
  }),
  way({
    route: 'video.motion',
    path: 'v6/video/video2video',
    body: (order) => {
      const { resolution } = order.submit.request.options;
      const lines = resolution === undefined ? undefined : Number.parseInt(resolution, 10);
      return given({ init_image: fileOf(order, 'image'), init_video: fileOf(order, 'video'), resolution: lines });
    },
  }),
];

const START: Model['inputs'] = [
  { role: 'image', accepts: ['image'], required: false },
  { role: 'first_frame', accepts: ['image'], required: false },
];

const ONE_IMAGE: InputRule = { role: 'image', accepts: ['image'], required: true };
const ONE_VIDEO: InputRule = { role: 'video', accepts: ['video'], required: true };

const ULTRA_OPTIONS: Model['options'] = {
  aspect: { oneOf: ['16:9', '9:16'] },
  negative: { any: true },
  duration: { min: 1, max: 5 },
  seed: { any: true },
};

/** $0.20 a call (docs.modelslab.com text-to-video-ultra, image-to-video-ultra). */
const ULTRA_PRICE_MICRO_USD = 200_000;

/**
 * The pages name `wan2.2` and `ltx-2.3` for all four generators and say that anything else is silently replaced by
 * `wan2.2`, so the OpenAPI file's older names (`cogvideox`, `wanx`, `svd`) are not offered. From text, ultra makes up to
 * 480 lines; from an image, Wan up to 720, hence an entry of its own; of LTX nothing is said, so it stays at 480.
 */
export const MODELS: readonly Model[] = [
  ...[
    { name: 'wan2.2', label: 'Wan 2.2 Ultra' },
    { name: 'ltx-2.3', label: 'LTX 2.3 Ultra' },
  ].map(({ name, label }) =>
    offer({
      id: `${name}-ultra`,
      name,
      label,
      uses: ['video', 'animate'],
      route: 'video.ultra',
      options: { ...ULTRA_OPTIONS, resolution: { oneOf: ['480p'] } },
      inputs: START,
      priceMicroUsd: ULTRA_PRICE_MICRO_USD,
    }),
  ),
  offer({
    id: 'wan2.2-ultra-720p',
    name: 'wan2.2',
    label: 'Wan 2.2 Ultra, an image in 720p',
    uses: ['animate'],
    route: 'video.ultra.720p',
    options: ULTRA_OPTIONS,
    inputs: [ONE_IMAGE],
    priceMicroUsd: ULTRA_PRICE_MICRO_USD,
  }),
  ...[
    { id: 'wan2.2', label: 'Wan 2.2' },
    { id: 'ltx-2.3', label: 'LTX 2.3' },
  ].map((names) =>
    offer({
      ...names,
      uses: ['video', 'animate'],
      route: 'video',
      options: {
        aspect: { any: true },
        negative: { any: true },
        duration: { min: 1, max: 3 },
        seed: { any: true },
      },
      inputs: START,
    }),
  ),
  offer({
    id: 'video-to-video',
    label: 'An image moved like a video',
    uses: ['animate'],
    route: 'video.motion',
    prompt: { need: 'none' },
    options: { resolution: { oneOf: ['480p', '720p'] } },
    inputs: [ONE_IMAGE, ONE_VIDEO],
  }),
  offer({
    id: 'watermark-remover',
    label: 'Watermark remover for videos',
    uses: ['video'],
    route: 'video.watermark',
    prompt: { need: 'none' },
    inputs: [ONE_VIDEO],
  }),
];
