import type { Model } from '#domain/model.ts';
import type { Submit } from '#domain/ports/provider.ts';
import type { Endpoint, Ordered } from '#providers/modelslab/endpoint.ts';
import { fileOf } from '#providers/modelslab/endpoint.ts';
import { offer } from '#providers/modelslab/offer.ts';
import { sizeWithin, UP_TO_1024 } from '#providers/modelslab/size.ts';
import { controlnetBody, GUIDES } from './controlnet.ts';

const way = (own: Pick<Endpoint, 'route' | 'path' | 'body'> & Partial<Endpoint>): Endpoint => ({
  family: 'images',
  trackId: 'text',
  filesWithoutAddress: 'upload',
  key: 'body',
  ...own,
});

const sizeOf = ({ submit }: Ordered) => {
  const { aspect } = submit.request.options;
  return aspect && sizeWithin(UP_TO_1024, aspect);
};

/**
 * `POST /api/v6/images/…` (docs.modelslab.com community models, flux, flux kontext, and their OpenAPI files). Unknown
 * fields are ignored in silence by the service, so a misspelt one would be lost without an error. Where its own sources
 * disagree:
 * - `model_id` is optional in the quickstart, required in the OpenAPI file: always sent.
 * - `safety_checker` is off by default in the OpenAPI file, on in the flux page: always sent. The file of flux kontext
 *   does not have it, that of the same address does.
 * - Switches are booleans in the OpenAPI file, "yes"/"no" in sample bodies: booleans, as both are taken.
 * - `num_inference_steps` has three ranges: left to the model's default, like everything a member did not choose.
 *
 * `base64` is never asked for: results would arrive inside the webhook's body.
 */
const common = ({ submit: { request, model } }: Ordered) => ({
  model_id: model.name,
  prompt: request.prompt,
  samples: request.options.count ?? 1,
  seed: request.options.seed,
  safety_checker: !request.nsfwAllowed,
});

/** `enhance_prompt` rewrites the prompt unless it is turned off; members get what they wrote. */
const community = (order: Ordered) => ({
  ...common(order),
  negative_prompt: order.submit.request.options.negative,
  enhance_prompt: false,
});

const drawn = (order: Ordered) => ({
  init_image: fileOf(order, 'image'),
  strength: order.submit.request.options.strength,
  ...sizeOf(order),
});

/** Without a choice square: the service's own size is a quarter of that. */
const painted = (order: Ordered) => sizeOf(order) ?? sizeWithin(UP_TO_1024, '1:1');

const hasImage = ({ inputs }: Submit): boolean => inputs.some(({ role }) => role === 'image');
const isGuided = ({ request }: Submit): boolean => request.options.guide !== undefined;

export const ENDPOINTS: readonly Endpoint[] = [
  way({
    route: 'community',
    serves: isGuided,
    objection: (submit) => (hasImage(submit) ? undefined : 'a guide needs an image to be taken from'),
    path: 'v5/controlnet',
    // The OpenAPI file types it as a number here.
    trackId: 'none',
    body: controlnetBody,
  }),
  way({
    route: 'community',
    serves: hasImage,
    path: 'v6/images/img2img',
    body: (order) => ({ ...community(order), ...drawn(order) }),
  }),
  way({
    route: 'community',
    path: 'v6/images/text2img',
    body: (order) => ({ ...community(order), ...painted(order) }),
  }),
  // Takes neither a negative prompt nor prompt enhancement (docs.modelslab.com flux).
  way({ route: 'flux', path: 'v6/images/text2img', body: (order) => ({ ...common(order), ...painted(order) }) }),
  way({
    route: 'kontext',
    path: 'v6/images/img2img',
    body: (order) => ({
      ...community(order),
      ...drawn(order),
      init_image_2: fileOf(order, 'reference'),
    }),
  }),
  way({
    route: 'inpaint',
    path: 'v6/images/inpaint',
    body: (order) => ({ ...community(order), ...drawn(order), mask_image: fileOf(order, 'mask') }),
  }),
];

const ANY = { any: true } as const;
const IMAGE = { role: 'image', accepts: ['image'], required: false } as const satisfies Model['inputs'][number];
const REQUIRED_IMAGE = { ...IMAGE, required: true } as const;
const MASK = { role: 'mask', accepts: ['image'], required: true } as const satisfies Model['inputs'][number];

const PAINTING = { aspect: ANY, count: { min: 1, max: 4 }, seed: ANY } as const;
const REWORKING = { ...PAINTING, negative: ANY, strength: { min: 0, max: 1 } } as const;

type Named = { readonly id: string; readonly label: string };

const fluxModel = ({ id, label }: Named): Model =>
  offer({ id, label, uses: ['imagine'], route: 'flux', options: PAINTING });

/** Any model of the service's own list draws from words, from an image, or along a guide taken from an image. */
const communityModel = ({ id, label }: Named): Model =>
  offer({
    id,
    label,
    uses: ['imagine'],
    route: 'community',
    options: { ...REWORKING, guide: { oneOf: [...GUIDES] } },
    inputs: [IMAGE],
  });

/** Fills what the mask leaves white. Only models that are made for it do. */
export const inpaintModel = ({ id, label }: Named): Model =>
  offer({
    id,
    label,
    uses: ['edit'],
    route: 'inpaint',
    options: REWORKING,
    inputs: [REQUIRED_IMAGE, MASK],
  });

type Listed = {
  readonly name: string;
  readonly label: string;
  readonly isFlux: boolean;
  readonly nsfw: boolean;
  readonly popularity: number;
};

/** A model of the service's list as ours: its id and its base tell what it takes. */
export function listedModel({ name, label, isFlux, nsfw, popularity }: Listed): Model {
  const build = isFlux ? fluxModel : /inpaint/i.test(name) ? inpaintModel : communityModel;
  return { ...build({ id: name, label }), nsfw, popularity };
}

/**
 * Models that the service's pages and SDKs name (docs.modelslab.com text-to-image, flux, flux kontext; the Python SDK's
 * provider schemas). Left out: `f222-diffusion`, which is trained on nudes.
 */
export const MODELS: readonly Model[] = [
  fluxModel({ id: 'flux', label: 'Flux' }),
  fluxModel({ id: 'flux-pro-1.1', label: 'Flux Pro 1.1' }),
  fluxModel({ id: 'flux-pro-1.1-ultra', label: 'Flux Pro 1.1 Ultra' }),
  communityModel({ id: 'sdxl', label: 'Stable Diffusion XL' }),
  communityModel({ id: 'midjourney', label: 'Midjourney V4 style' }),
  communityModel({ id: 'realistic-vision-51', label: 'Realistic Vision 5.1' }),
  communityModel({ id: 'anything-v3', label: 'Anything V3 (anime)' }),
  communityModel({ id: 'tamarin-xl-v1', label: 'Tamarin XL' }),
  offer({
    id: 'flux-kontext-dev',
    label: 'Flux Kontext',
    uses: ['edit'],
    route: 'kontext',
    options: REWORKING,
    inputs: [REQUIRED_IMAGE, { role: 'reference', accepts: ['image'], required: false }],
  }),
];
