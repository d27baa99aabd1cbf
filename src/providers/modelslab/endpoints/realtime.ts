import type { Model } from '#domain/model.ts';
import type { Endpoint, Ordered } from '#providers/modelslab/endpoint.ts';
import { fileOf } from '#providers/modelslab/endpoint.ts';
import { offer } from '#providers/modelslab/offer.ts';
import { sizeWithin, UP_TO_1024 } from '#providers/modelslab/size.ts';

const way = (own: Pick<Endpoint, 'route' | 'path' | 'body'> & Pick<Partial<Endpoint>, 'serves'>): Endpoint => ({
  family: 'realtime',
  trackId: 'text',
  filesWithoutAddress: 'upload',
  key: 'body',
  ...own,
});

/**
 * `POST /api/v6/realtime/…` (docs.modelslab.com realtime stable diffusion and its OpenAPI file). It knows no models, and
 * mostly answers with the images themselves after 1 to 5 s.
 */
function common({ submit: { request } }: Ordered) {
  const { aspect, count, seed, negative } = request.options;
  return {
    prompt: request.prompt,
    negative_prompt: negative,
    ...(aspect && sizeWithin(UP_TO_1024, aspect)),
    samples: count ?? 1,
    safety_checker: !request.nsfwAllowed,
    seed,
  };
}

const drawn = (order: Ordered) => ({
  ...common(order),
  init_image: fileOf(order, 'image'),
  strength: order.submit.request.options.strength,
});

export const ENDPOINTS: readonly Endpoint[] = [
  way({
    route: 'realtime',
    serves: ({ inputs }) => inputs.some(({ role }) => role === 'image'),
    path: 'v6/realtime/img2img',
    body: drawn,
  }),
  // Without a choice square: the service's own size is a quarter of that.
  way({
    route: 'realtime',
    path: 'v6/realtime/text2img',
    body: (order) => ({ ...sizeWithin(UP_TO_1024, '1:1'), ...common(order) }),
  }),
  way({
    route: 'realtime.inpaint',
    path: 'v6/realtime/inpaint',
    body: (order) => ({ ...drawn(order), mask_image: fileOf(order, 'mask') }),
  }),
];

const ANY = { any: true } as const;
const OPTIONS = {
  aspect: ANY,
  count: { min: 1, max: 4 },
  negative: ANY,
  seed: ANY,
  strength: { min: 0, max: 1 },
} as const;

export const MODELS: readonly Model[] = [
  offer({
    id: 'realtime',
    label: 'Realtime (seconds, plain)',
    uses: ['imagine'],
    route: 'realtime',
    options: OPTIONS,
    inputs: [{ role: 'image', accepts: ['image'], required: false }],
  }),
  offer({
    id: 'realtime-inpaint',
    label: 'Realtime Inpaint',
    uses: ['edit'],
    route: 'realtime.inpaint',
    options: OPTIONS,
    inputs: [
      { role: 'image', accepts: ['image'], required: true },
      { role: 'mask', accepts: ['image'], required: true },
    ],
  }),
];
