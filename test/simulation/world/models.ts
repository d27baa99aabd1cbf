import type { Model } from '#domain/model.ts';
import type { Catalogue } from '#domain/ports/catalogue.ts';

/** The one model of a service. It takes everything that is asked for in this world. */
export const modelOf = (service: string): Model => ({
  id: `${service}/one`,
  provider: service,
  name: 'one',
  label: 'One',
  uses: ['imagine', 'video', 'music'],
  route: 'images',
  prompt: { need: 'required' },
  options: { count: { min: 1, max: 4 }, seed: { any: true } },
  inputs: [],
  nsfw: false,
  popularity: 1,
});

export function createCatalogue(services: readonly string[]): Catalogue {
  const models = services.map(modelOf);
  return {
    find: (modelId) => models.find(({ id }) => id === modelId),
    resolve: () => models[0],
    suggest: () => models,
    preferred: () => models[0],
  };
}
