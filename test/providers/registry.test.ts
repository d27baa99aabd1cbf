import { describe, expect, it } from 'vitest';
import { model as modelSchema } from '#domain/model.ts';
import { createProviders } from '#providers/registry.ts';

const logger = { warn: () => {} };
const modelslab = { apiKey: 'ml-key-5f3a9c1e7b2d4f60', apiUrl: 'https://modelslab.com/api', maxConcurrency: 3 };
const apimart = { apiKey: 'am-key-5f3a9c1e7b2d4f60', apiUrl: 'https://api.apimart.ai', maxConcurrency: 4 };
const eachlabs = {
  apiKey: 'el-key-5f3a9c1e7b2d4f60',
  apiUrl: 'https://api.eachlabs.ai',
  maxConcurrency: 5,
  webhookSecret: 'el-secret-5f3a9c1e7b2d4f60',
};
const replicate = { apiKey: 'r8_5f3a9c1e7b2d4f60', apiUrl: 'https://api.replicate.com', maxConcurrency: 6 };
const all = () => createProviders({ replicate, eachlabs, apimart, modelslab }, { logger });

describe('the roster', () => {
  it('has a service when its key is configured, and only then', () => {
    expect([...createProviders({ modelslab }, { logger }).keys()]).toStrictEqual(['modelslab']);
    expect([...createProviders({ eachlabs }, { logger }).keys()]).toStrictEqual(['eachlabs']);
    expect([...createProviders({ replicate }, { logger }).keys()]).toStrictEqual(['replicate']);
    expect(createProviders({}, { logger }).size).toBe(0);
  });

  it('offers the services in its own order, however they were configured', () => {
    expect([...all().keys()]).toStrictEqual(['modelslab', 'apimart', 'eachlabs', 'replicate']);
  });

  it('names each service as its entry is named, with its own limit', () => {
    for (const [name, provider] of all()) expect(provider.name).toBe(name);
    expect([...all().values()].map(({ maxConcurrency }) => maxConcurrency)).toStrictEqual([3, 4, 5, 6]);
  });

  it.each(['modelslab', 'apimart', 'eachlabs', 'replicate'])(
    'offers models that the catalogue takes, each under one id: %s',
    (name) => {
      const models = all().get(name)?.models ?? [];
      expect(models.length).toBeGreaterThan(0);
      for (const each of models) {
        expect(modelSchema.parse(each)).toStrictEqual(each);
        expect(each.id.startsWith(`${name}/`)).toBe(true);
        expect(each.provider).toBe(name);
        expect(each.label.length).toBeLessThanOrEqual(100);
      }
      expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
    },
  );

  it('begins with flux: what is drawn when a member chooses nothing', () => {
    expect(all().get('modelslab')?.models[0]).toMatchObject({ id: 'modelslab/flux', uses: ['imagine'] });
  });
});
