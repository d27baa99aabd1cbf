import type { Model } from '#domain/model.ts';
import type { Endpoint, Ordered } from '#providers/modelslab/endpoint.ts';
import { fileOf } from '#providers/modelslab/endpoint.ts';
import { offer } from '#providers/modelslab/offer.ts';
import { sizeWithin, UP_TO_1024 } from '#providers/modelslab/size.ts';

/** What may be taken from an image as a guide, by the service's own words. `inpaint` is left out, as it wants a mask. */
export const GUIDES = [
  'canny',
  'depth',
  'openpose',
  'scribble',
  'lineart',
  'softedge',
  'hed',
  'mlsd',
  'normal',
  'segmentation',
  'shuffle',
  'tile',
  'face_detector',
  'qrcode',
  'blur',
  'pose',
] as const;

/** All that Flux takes, and two that only Flux takes (docs.modelslab.com controlnet). */
const FLUX_GUIDES = ['canny', 'depth', 'pose', 'tile', 'blur', 'gray', 'low_quality'] as const;

/**
 * `POST /api/v5/controlnet` (docs.modelslab.com controlnet and its OpenAPI file; SDKs post to v6 instead). Switches are
 * "yes" or "no" here. The hint is made by the service from the image. Answers name `/api/v6/images/fetch/…` to ask at,
 * though the OpenAPI file has a GET below v5: the tasks are those of the images. `model_id` and `controlnet_model` are not
 * marked as required there, but nothing works without.
 */
export function controlnetBody(order: Ordered): object {
  const { request, model } = order.submit;
  const { guide, aspect, count, seed, strength, negative } = request.options;
  return {
    model_id: model.name,
    controlnet_model: guide,
    controlnet_type: guide,
    auto_hint: 'yes',
    guess_mode: 'no',
    prompt: request.prompt,
    negative_prompt: negative,
    init_image: fileOf(order, 'image'),
    ...(aspect && sizeWithin(UP_TO_1024, aspect)),
    samples: count ?? 1,
    seed,
    strength,
    enhance_prompt: 'no',
    safety_checker: request.nsfwAllowed ? 'no' : 'yes',
  };
}

export const ENDPOINTS: readonly Endpoint[] = [
  {
    route: 'controlnet',
    path: 'v5/controlnet',
    family: 'images',
    body: controlnetBody,
    // The OpenAPI file types it as a number here.
    trackId: 'none',
    filesWithoutAddress: 'upload',
    key: 'body',
  },
];

const ANY = { any: true } as const;

/** Other models take a guide, too, but do without; this one does nothing else. */
export const MODELS: readonly Model[] = [
  offer({
    id: 'fluxdev',
    label: 'Flux ControlNet',
    uses: ['imagine'],
    route: 'controlnet',
    options: {
      guide: { oneOf: [...FLUX_GUIDES] },
      aspect: ANY,
      count: { min: 1, max: 4 },
      negative: ANY,
      seed: ANY,
      strength: { min: 0, max: 1 },
    },
    requires: ['guide'],
    inputs: [{ role: 'image', accepts: ['image'], required: true }],
  }),
];
