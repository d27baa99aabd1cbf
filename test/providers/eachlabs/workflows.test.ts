import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { complaintsOf } from '#domain/complaints.ts';
import { model as modelShape } from '#domain/model.ts';
import type { Request } from '#domain/request.ts';
import { readWorkflow } from '#providers/eachlabs/catalogue/workflows.ts';
import { webhookSecretOf } from '#providers/eachlabs/webhook-secret.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import {
  connect,
  fileOf,
  fixture,
  hiddenFileOf,
  JOB_ID,
  requestOf,
  submitOf,
  WEBHOOK,
  WEBHOOK_SECRET,
} from './bench.ts';

const ID = '50741f40-8621-4d46-8a91-dff4d873be98';
const STORY = readWorkflow(JSON.parse(fixture('workflow-detail')));
if (!STORY) throw new Error('The recorded workflow makes no model.');

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

/** A workflow whose newest version takes these. */
const workflowOf = (input_schema: unknown) =>
  readWorkflow({ workflow_id: 'wf_1', versions: [{ version_id: 'v1', definition: { input_schema } }] });

describe('the account’s workflows', () => {
  it('are listed page by page, each in its newest active version', async () => {
    const first = { workflows: [{ id: 'wf_1' }, { workflow_id: ID }], offset: 100, total_count: 3 };
    service.respond((response, { path }) => {
      const answers: Readonly<Record<string, unknown>> = {
        '/api/v1/models?limit=500&offset=0': [],
        '/api/v1/workflows?limit=100&offset=0': first,
        '/api/v1/workflows?limit=100&offset=100': JSON.parse(fixture('workflows-page')),
        '/api/v1/workflows/wf_1': { workflow_id: 'wf_1', versions: [] },
        [`/api/v1/workflows/${ID}`]: JSON.parse(fixture('workflow-detail')),
      };
      response.writeHead(path in answers ? 200 : 404).end(JSON.stringify(answers[path]));
    });
    expect(await connect(service.apiUrl).listModels?.()).toStrictEqual([STORY]);
    expect(service.seen).toHaveLength(5);
  });

  it('are models of the catalogue, with what the version declares', () => {
    expect(modelShape.parse(STORY)).toStrictEqual(STORY);
    expect(STORY).toMatchObject({
      id: `eachlabs/workflow:${ID}/v2`,
      name: `${ID}/v2`,
      label: 'Story with pictures',
      uses: ['workflow'],
      prompt: { need: 'required', maxCharacters: 900 },
      options: { values: { any: true } },
      requires: ['values'],
      inputs: [{ role: 'image', required: false }],
      popularity: 42,
    });
  });

  it.each([
    ['nothing declared', undefined, { prompt: { need: 'none' }, options: { values: { any: true } } }],
    ['nothing taken', { properties: {} }, { prompt: { need: 'none' }, options: {} }],
    ['a prompt', { properties: { prompt: { type: 'string' } } }, { prompt: { need: 'optional' }, options: {} }],
    [
      'two texts',
      { required: ['a', 'b'], properties: { a: { type: 'string' }, b: { type: 'string' } } },
      { requires: ['values'] },
    ],
  ])('may be odd: %s', (_, schema, model) => {
    expect(workflowOf(schema)).toMatchObject(model);
  });

  it('are not offered when they want what cannot be typed, or have no version', () => {
    expect(
      workflowOf({ required: ['list'], properties: { list: { type: 'array', items: { type: 'object' } } } }),
    ).toBeUndefined();
    expect(readWorkflow({ workflow_id: 'wf_1', versions: [{ version_id: 'v1', status: 'archived' }] })).toBeUndefined();
    expect(readWorkflow({ workflow_id: '../x', versions: [{ version_id: 'v1' }] })).toBeUndefined();
  });
});

describe('a workflow’s run', () => {
  const run = (asked: Partial<Request>, files = [fileOf('image')]) =>
    connect(service.apiUrl).submit(submitOf(STORY, { files, webhookUrl: WEBHOOK, ...asked }));

  it('is triggered in that version with what it declares, each in its type', async () => {
    service.answer(202, fixture('trigger-queued'));
    const values = { pages: 3, colour: false, zoom: 1.5, mood: 'wild', free: 'x' };
    expect(complaintsOf(requestOf(STORY, { options: { values } }), STORY)).toStrictEqual([]);
    expect(await run({ prompt: 'a rat graduates', options: { values } })).toStrictEqual({
      outcome: 'accepted',
      task: { family: 'workflows', taskId: '69ae8c7b-7500-4a45-b7c0-348b8cc2665b' },
    });
    const [seen] = service.seen;
    expect([seen?.method, seen?.path]).toStrictEqual(['POST', `/api/v1/workflows/trigger/${ID}/v2`]);
    expect(seen?.body).toStrictEqual({
      inputs: { story: 'a rat graduates', image_url: 'https://bot.example/media/image.png', ...values },
      webhook_url: WEBHOOK,
      webhook_secret: webhookSecretOf(JOB_ID, WEBHOOK_SECRET),
    });
  });

  it('gets as text what only looks like a number', async () => {
    service.answer(202, fixture('trigger-queued'));
    await run({ options: { values: { pages: 3, mood: 7 } } }, []);
    expect(service.seen.at(-1)?.body).toMatchObject({ inputs: { mood: '7' } });
  });

  it.each<[Record<string, string | number | boolean>, string]>([
    [{}, 'parameter pages is missing'],
    [{ pages: 'many' }, 'parameter pages must be of type integer'],
    [{ pages: 1.5 }, 'parameter pages must be of type integer'],
    [{ pages: 1, colour: 'red' }, 'parameter colour must be of type boolean'],
    [{ pages: 1, zoom: 'x' }, 'parameter zoom must be of type number'],
    [{ pages: 1, sotry: 'x' }, 'no parameter is called sotry'],
    [{ pages: 1, constructor: 'x' }, 'no parameter is called constructor'],
  ])('is refused before anything is sent: %j', async (values, detail) => {
    expect(await run({ options: { values } }, [hiddenFileOf('image')])).toStrictEqual({
      outcome: 'refused',
      failure: { reason: 'invalid_input', detail },
    });
    expect(service.seen).toStrictEqual([]);
  });

  it('without declared parameters gets what the member typed', async () => {
    service.answer(202, fixture('trigger-queued'));
    const open = workflowOf(undefined);
    if (!open) throw new Error('no model');
    await connect(service.apiUrl).submit(submitOf(open, { options: { values: { a: 1, b: 'x' } } }));
    expect(service.seen.at(-1)?.body).toStrictEqual({ inputs: { a: 1, b: 'x' } });
  });
});
