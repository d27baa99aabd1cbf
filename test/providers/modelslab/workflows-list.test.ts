import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange } from '#providers/http/exchange.ts';
import { listWorkflows } from '#providers/modelslab/workflow-list.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fixture, KEY } from './bench.ts';

const POSTER = '0d4c6a52-0000-4000-8000-000000000001';
const PORTRAIT = '0d4c6a52-0000-4000-8000-000000000002';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
  service.respond((response, { path }) => {
    response.setHeader('content-type', 'application/json');
    if (path === '/api/v1/workflows') response.end(fixture('workflow-list.json'));
    else if (path === `/api/v1/workflows/${POSTER}`) response.end(fixture('workflow-detail.json'));
    else if (path.includes('model_list')) response.end('[]');
    else response.writeHead(404).end('{}');
  });
});
afterEach(() => service[Symbol.asyncDispose]());

describe('the workflows of the account', () => {
  it('are listed among the models, most called first, each with what it takes', async () => {
    const models = (await connect(service.apiUrl).listModels?.()) ?? [];
    const common = {
      provider: 'modelslab',
      uses: ['workflow'],
      route: 'workflow',
      inputs: [],
      nsfw: false,
      options: { values: { any: true } },
    };
    expect(models.filter(({ uses }) => uses.includes('workflow'))).toStrictEqual([
      {
        ...common,
        id: `modelslab/workflow:${PORTRAIT}`,
        name: PORTRAIT,
        label: 'Portrait',
        prompt: { need: 'optional' },
        popularity: 150,
      },
      {
        ...common,
        id: `modelslab/workflow:${POSTER}`,
        name: POSTER,
        label: 'Poster (headline, width)',
        prompt: { need: 'required' },
        requires: ['values'],
        popularity: 5,
      },
    ]);
  });

  it('are asked for with the key in a header', async () => {
    await connect(service.apiUrl).listModels?.();
    const asked = service.seen.filter(({ path }) => path.startsWith('/api/v1/workflows'));
    expect(asked).toHaveLength(3);
    expect(asked.every(({ method, headers }) => method === 'GET' && headers.key === KEY)).toBe(true);
  });

  it.each<Exchange>([
    { outcome: 'unknown', detail: 'time-out' },
    { outcome: 'answered', status: 401, json: { status: 'error', message: 'Invalid API key' } },
    { outcome: 'answered', status: 200, json: { status: 'success' } },
  ])('cannot be told from %j', async (exchange) => {
    await expect(listWorkflows(async () => exchange)).rejects.toThrow('does not tell');
  });

  it('without any parameters take neither prompt nor values', async () => {
    const json = { status: 'success', workflows: [{ id: 'w1' }], parameters: [] };
    const models = await listWorkflows(async () => ({ outcome: 'answered', status: 200, json }));
    expect(models).toMatchObject([{ label: 'w1', prompt: { need: 'none' }, options: {} }]);
  });

  it('keep their labels short enough for Discord', async () => {
    const parameters = Array.from({ length: 40 }, (_, index) => ({ key: `parameter_${index}`, required: false }));
    const json = { workflows: [{ id: 'w1', name: 'Long' }], parameters };
    const [model] = await listWorkflows(async () => ({ outcome: 'answered', status: 200, json }));
    expect(model?.label).toHaveLength(100);
    expect(model).not.toHaveProperty('requires');
  });
});
