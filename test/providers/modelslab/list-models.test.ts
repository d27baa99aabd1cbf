import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { model as modelSchema } from '#domain/model.ts';
import { MODELS } from '#providers/modelslab/roster.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fixture, KEY } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

/** The list is answered so; whatever else the families ask for is refused. */
function answerList(body: string | object, status = 200) {
  service.respond((response, { path }) => {
    const isList = path === '/api/v4/dreambooth/model_list';
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(isList ? status : 403).end(isList ? text : fixture('error-premium-feature.json'));
  });
}

const list = async (warnings: object[] = []) => (await connect(service.apiUrl, { warnings }).listModels?.()) ?? [];
const listed = async () => (await list()).slice(MODELS.length);

describe('the models', () => {
  it('are ours first, in our order, then those of the list, most called first, each once', async () => {
    answerList(fixture('model-list.json'));
    const models = await list();
    expect(models.slice(0, MODELS.length)).toStrictEqual(MODELS);
    expect(models.slice(MODELS.length).map(({ name }) => name)).toStrictEqual([
      'dreamshaper-v8',
      'realistic-inpaint',
      'flux-fantasy',
      'film-grain-flux',
      'bare',
    ]);
    expect(service.seen[0]).toMatchObject({
      method: 'POST',
      path: '/api/v4/dreambooth/model_list',
      body: { key: KEY },
    });
  });

  it('are such as the catalogue stores and offers, the chosen ones above all others', async () => {
    answerList(fixture('model-list.json'));
    const models = await list();
    for (const each of models) expect(modelSchema.parse(each)).toStrictEqual(each);
    const popularity = models.map((each) => each.popularity);
    expect(popularity).toStrictEqual(popularity.toSorted((one, other) => other - one));
    expect(models[0]?.id).toBe('modelslab/flux');
  });

  it('take what their base and name tell', async () => {
    answerList(fixture('model-list.json'));
    const byName = new Map((await listed()).map((each) => [each.name, each]));
    expect(byName.get('dreamshaper-v8')).toMatchObject({
      label: 'DreamShaper 8',
      uses: ['imagine'],
      inputs: [{ role: 'image', required: false }],
      nsfw: false,
      popularity: 120_345,
    });
    expect(byName.get('flux-fantasy')?.options).not.toHaveProperty('negative');
    expect(byName.get('film-grain-flux')).toMatchObject({ label: 'film-grain-flux', inputs: [], nsfw: false });
    expect(byName.get('realistic-inpaint')).toMatchObject({
      uses: ['edit'],
      inputs: [
        { role: 'image', required: true },
        { role: 'mask', required: true },
      ],
      nsfw: true,
    });
  });

  it.each([
    ['no', false],
    ['0', false],
    [0, false],
    [false, false],
    [null, false],
    ['', false],
    ['yes', true],
    ['1', true],
    [1, true],
    [true, true],
    ['maybe', true],
  ])('are for age-restricted channels unless it is plainly said that they are not: %j → %s', async (is_nsfw, nsfw) => {
    answerList([{ model_id: 'a', status: 'model_ready', is_nsfw }]);
    expect((await listed())[0]).toMatchObject({ nsfw });
  });

  it('keep their place when the service tells nonsense of their popularity', async () => {
    answerList([{ model_id: 'a', status: 'model_ready', api_calls: 'many', model_name: 7 }]);
    expect((await listed())[0]).toMatchObject({ popularity: 0, label: 'a' });
  });
});

describe('a list that cannot be had throws, and never names the key:', () => {
  it.each<[string, string | object, number]>([
    ['an error as an object', fixture('error-invalid-key.json'), 200],
    ['an error under its status', fixture('error-invalid-key.json'), 401],
    ['rows under an error', [{ model_id: 'a', status: 'model_ready' }], 500],
    ['a page', fixture('gateway-502.html'), 502],
    ['an echo of the key', `{"status":"error","message":"${KEY}"}`, 200],
  ])('%s', async (_, body, status) => {
    answerList(body, status);
    const error = await list().catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toMatch(/ModelsLab does not tell its models/);
    expect(String(error)).not.toContain(KEY);
  });

  it('no connection', async () => {
    await expect(connect(`${await closedOrigin()}/api`).listModels?.()).rejects.toThrow('not connected');
  });
});

it("a family's own list that cannot be had is left out with a warning", async () => {
  answerList(fixture('model-list.json'));
  const warnings: object[] = [];
  expect((await list(warnings)).length).toBeGreaterThan(MODELS.length);
  expect(warnings.length).toBeGreaterThan(0);
  expect(JSON.stringify(warnings)).not.toContain(KEY);
});
