import type { Model } from '#domain/model.ts';
import type { Options } from '#domain/options.ts';
import type { Endpoint, Ordered } from '#providers/modelslab/endpoint.ts';
import { fileOf } from '#providers/modelslab/endpoint.ts';
import type { Family } from '#providers/modelslab/family.ts';
import { given, offer } from '#providers/modelslab/offer.ts';

/** docs.modelslab.com 3d (pages and OpenAPI file): 10 to 16 s of work, after the queue. */
export const FAMILIES: readonly Family[] = [{ name: '3d', pace: 'slow' }];

/** Steps go from 1 to 50 in both stages, the grid up to 512: from text the service takes the most, from images the least. */
const EFFORT: Readonly<Record<NonNullable<Options['quality']>, object>> = {
  draft: { ss_sampling_steps: 12, slat_sampling_steps: 12, resolution: 256 },
  standard: { ss_sampling_steps: 25, slat_sampling_steps: 25, resolution: 512 },
  high: { ss_sampling_steps: 50, slat_sampling_steps: 50, resolution: 512 },
};

/** `temp`, a "yes"/"no" string in this family, stays at the service's "no": links that do not die within a day. */
function shape({ submit: { request } }: Ordered) {
  const { format, quality, seed } = request.options;
  return { output_format: format, ...(quality && EFFORT[quality]), seed };
}

const way = (own: Pick<Endpoint, 'route' | 'path' | 'body'>): Endpoint => ({
  family: '3d',
  trackId: 'text',
  filesWithoutAddress: 'upload',
  key: 'body',
  ...own,
});

export const ENDPOINTS: readonly Endpoint[] = [
  way({
    route: '3d.text',
    path: 'v6/3d/text_to_3d',
    body: (order) => {
      const { prompt, options } = order.submit.request;
      return given({ prompt, negative_prompt: options.negative, ...shape(order) });
    },
  }),
  way({
    route: '3d.image',
    path: 'v6/3d/image_to_3d',
    // The OpenAPI file requires `image`, the page's body and the CLI send `init_image`; both with the same value suit all.
    body: (order) => {
      const image = fileOf(order, 'image');
      return given({ init_image: image, image, ...shape(order) });
    },
  }),
];

const OPTIONS: Model['options'] = {
  quality: { any: true },
  format: { oneOf: ['glb', 'obj', 'stl', 'ply'] },
  seed: { any: true },
};

export const MODELS: readonly Model[] = [
  offer({
    id: 'text-to-3d',
    label: 'Text to 3D',
    uses: ['3d'],
    route: '3d.text',
    options: { ...OPTIONS, negative: { any: true } },
  }),
  offer({
    id: 'image-to-3d',
    label: 'Image to 3D',
    uses: ['3d'],
    route: '3d.image',
    prompt: { need: 'none' },
    options: OPTIONS,
    inputs: [{ role: 'image', accepts: ['image'], required: true }],
  }),
];
