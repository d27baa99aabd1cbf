import type { Model } from '#domain/model.ts';
import { ASPECTS } from '#domain/options.ts';

/** An image model as most are, named and changed as told. */
export function modelOf(id: string, changes: Partial<Model> = {}): Model {
  const at = id.indexOf('/');
  return {
    id,
    provider: id.slice(0, at),
    name: id.slice(at + 1),
    label: id.slice(at + 1),
    uses: ['imagine'],
    route: 'images',
    prompt: { need: 'required' },
    options: {
      aspect: { oneOf: [...ASPECTS] },
      count: { min: 1, max: 4 },
      negative: { maxCharacters: 1000 },
      seed: { any: true },
    },
    inputs: [],
    nsfw: false,
    popularity: 1,
    ...changes,
  };
}

export const FLUX = modelOf('modelslab/flux', { label: 'Flux', popularity: 9 });
export const SDXL = modelOf('modelslab/sdxl', { label: 'Stable Diffusion XL', popularity: 5 });

/** Takes no seed, as many do not. */
export const SECOND = modelOf('apimart/gpt-image', {
  label: 'GPT Image',
  options: { aspect: { oneOf: [...ASPECTS] }, count: { min: 1, max: 4 } },
});
