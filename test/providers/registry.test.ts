import { describe, expect, it } from 'vitest';
import { imageRequest } from '#domain/request.ts';
import { createProviders } from '#providers/registry.ts';

const logger = { warn: () => {} };
const modelslab = { apiKey: 'ml-key-5f3a9c1e7b2d4f60', apiUrl: 'https://modelslab.com/api', maxConcurrency: 3 };

describe('the roster', () => {
  it('has a service when its key is configured, and only then', () => {
    expect([...createProviders({ modelslab }, { logger }).keys()]).toStrictEqual(['modelslab']);
    expect(createProviders({}, { logger }).size).toBe(0);
  });

  it('names each service as its entry is named, with its own limit', () => {
    for (const [name, provider] of createProviders({ modelslab }, { logger })) {
      expect(provider.name).toBe(name);
      expect(provider.maxConcurrency).toBe(3);
    }
  });

  it('offers models that a request may name and a Discord choice may show, flux first', () => {
    const models = createProviders({ modelslab }, { logger }).get('modelslab')?.models ?? [];
    expect(models[0]).toStrictEqual({ id: 'flux', label: 'Flux' });
    expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
    for (const { id, label } of models) {
      expect(imageRequest.shape.model.safeParse(id).success).toBe(true);
      expect(label.length).toBeLessThanOrEqual(100);
    }
    expect(models.length).toBeLessThanOrEqual(25);
  });
});
