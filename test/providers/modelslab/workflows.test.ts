import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Task } from '#domain/job.ts';
import type { Options } from '#domain/options.ts';
import { offer } from '#providers/modelslab/offer.ts';
import { readWorkflowCallback } from '#providers/modelslab/workflow.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { bytes, callbackOf, connect, fixture, KEY, requestOf, submitOf, WEBHOOK } from './bench.ts';

const ID = '0d4c6a52-7d4b-4c7e-9a57-1d5d0f2b9c11';
const RUN = `v1/workflows/${ID}/runs/12345`;
const TASK: Task = { family: 'workflows', taskId: '12345', pollUrl: RUN };
const FILE = { urls: ['https://pub-3f0c.r2.dev/generations/w.png'] };

let service: LocalService;
beforeEach(async () => {
  service = await startService();
  service.answer(202, fixture('workflow-run.json', service.origin));
});
afterEach(() => service[Symbol.asyncDispose]());

const MODEL = offer({ id: `workflow:${ID}`, name: ID, label: 'Poster', uses: ['workflow'], route: 'workflow' });

const run = (options: Options = {}, overrides = {}) => {
  const request = requestOf({ use: 'workflow', model: MODEL.id, options });
  return connect(service.apiUrl).submit(submitOf(request, { model: MODEL, webhookUrl: WEBHOOK, ...overrides }));
};

describe('a run', () => {
  it('takes the parameters of the workflow and nothing else; the key is a header', async () => {
    await run({ values: { headline: 'Regatta', width: 1024, bold: true } });
    expect(service.seen[0]).toMatchObject({
      method: 'POST',
      path: `/api/v1/workflows/${ID}/run`,
      headers: { key: KEY },
    });
    expect(service.seen[0]?.body).toStrictEqual({
      headline: 'Regatta',
      width: 1024,
      bold: true,
      prompt: 'a lighthouse at dusk',
    });
  });

  it('stays inside its path whatever the catalogue holds', async () => {
    await run({}, { model: { ...MODEL, name: '../../v3/delete_image' } });
    expect(service.seen[0]?.path).toBe('/api/v1/workflows/..%2F..%2Fv3%2Fdelete_image/run');
  });

  it('is taken under its execution id, with the path at which it is asked about', async () => {
    expect(await run()).toStrictEqual({ outcome: 'accepted', task: TASK });
  });

  it('is refused, too, when the refusal names an execution', async () => {
    service.answer(200, { status: 'error', message: 'Insufficient credits', execution_id: 12345 });
    expect(await run()).toMatchObject({ outcome: 'refused', failure: { reason: 'provider_account' } });
  });

  it.each([
    [404, 'error-workflow-not-found.json', { outcome: 'refused', failure: { reason: 'model_unavailable' } }],
    [422, 'error-validation-object.json', { outcome: 'refused', failure: { reason: 'invalid_input' } }],
    [429, 'error-workflow-rate-limit.json', { outcome: 'throttled', retryAfterMs: 42_000 }],
    [502, 'gateway-502.html', { outcome: 'unknown' }],
  ])('under HTTP %i with %s is not taken', async (status, file, outcome) => {
    service.answer(status, fixture(file));
    expect(await run()).toMatchObject(outcome);
  });
});

describe('a poll', () => {
  const poll = async (body: string | object, status = 200) => {
    service.answer(status, body);
    return connect(service.apiUrl).poll(TASK);
  };

  it('is a GET without a body, with the key in a header', async () => {
    await poll(fixture('workflow-status-running.json'));
    expect(service.seen[0]).toMatchObject({ method: 'GET', path: `/api/${RUN}`, headers: { key: KEY }, body: null });
  });

  it('goes to the configured service, whatever was stored', async () => {
    await using stranger = await startService();
    await connect(service.apiUrl).poll({ ...TASK, pollUrl: `${stranger.apiUrl}/${RUN}` });
    await connect(service.apiUrl).poll({ ...TASK, pollUrl: 'v1/workflows/x/runs/1/../../../../v3/delete_image' });
    expect(stranger.seen).toStrictEqual([]);
    expect(service.seen.map(({ path }) => path)).toStrictEqual(
      Array.from({ length: 2 }, () => '/api/v1/workflows/unknown/runs/12345'),
    );
  });

  it.each(['pending', 'running', 'thinking'])(
    'goes on while the run is %s, though the answer says success',
    async (status) => {
      expect(await poll({ status: 'success', execution: { id: 1, status } })).toStrictEqual({ outcome: 'running' });
    },
  );

  it('brings the files of a completed run', async () => {
    expect(await poll(fixture('workflow-status-completed.json'))).toStrictEqual({
      outcome: 'settled',
      settlement: {
        outcome: 'succeeded',
        sources: [{ urls: [...FILE.urls, 'https://cdn2.stablediffusionapi.com/generations/w.png'] }],
      },
    });
  });

  it('brings the words of a run that made words', async () => {
    const body = { status: 'success', execution: { status: 'completed' }, output: { output: ['A haiku.'] } };
    expect(await poll(body)).toMatchObject({ settlement: { outcome: 'succeeded', sources: [], text: 'A haiku.' } });
  });

  it('waits a little for the result of a run that is completed without one', async () => {
    const body = { status: 'success', execution: { status: 'completed' }, output: null };
    expect(await poll(body)).toStrictEqual({
      outcome: 'doubtful',
      failure: { reason: 'empty_result' },
      graceMs: 8_000,
    });
  });

  it('tells why a run failed, though the answer says success', async () => {
    expect(await poll(fixture('workflow-status-failed.json'))).toStrictEqual({
      outcome: 'settled',
      settlement: {
        outcome: 'failed',
        failure: { reason: 'input_unreachable', detail: 'Unable to fetch image from provided URL' },
      },
    });
  });

  it('tells that a run was cancelled', async () => {
    expect(await poll(fixture('workflow-status-cancelled.json'))).toStrictEqual({
      outcome: 'settled',
      settlement: { outcome: 'failed', failure: { reason: 'cancelled' } },
    });
  });

  it.each([429, 401, 500])('is no news under HTTP %i', async (status) => {
    expect(await poll(fixture('workflow-status-completed.json'), status)).toMatchObject({ outcome: 'unreachable' });
  });
});

describe('a callback to the address fixed per workflow', () => {
  const read = (file: string) => readWorkflowCallback(JSON.parse(fixture(file)));

  it.each([
    ['webhook-workflow-nested.json', 'exec_1', 'wf_1'],
    ['webhook-workflow-flat.json', '12345', '0d4c'],
  ])('in the shape of %s names the run and brings its files', (file, executionId, workflowId) => {
    expect(read(file)).toStrictEqual({
      executionId,
      workflowId,
      reading: { news: 'ended', taskId: executionId, settlement: { outcome: 'succeeded', sources: [FILE] } },
    });
  });

  it.each([
    ['webhook-workflow-failed-nested.json', 'exec_1', 'refused_by_moderation'],
    ['webhook-workflow-failed-flat.json', '12345', 'input_unreachable'],
  ])('in the shape of %s tells of the failure by its status, whatever the event', (file, executionId, reason) => {
    expect(read(file)).toMatchObject({
      executionId,
      reading: { news: 'ended', settlement: { outcome: 'failed', failure: { reason } } },
    });
  });

  it.each<[object, unknown]>([
    [
      { execution_id: 5, status: 'running' },
      { executionId: '5', reading: { news: 'progress' } },
    ],
    [
      { execution_id: 5, status: 'completed', output: { output: '' } },
      { executionId: '5', reading: { news: 'nonsense', detail: 'a completed run without a result' } },
    ],
    [{ status: 'success', id: 5, output: ['https://a.example/x.png'] }, undefined],
    [{ execution_id: '../..', status: 'completed' }, undefined],
    [{ execution_id: 5 }, undefined],
    [{ execution: 'x' }, undefined],
  ])('%j', (body, reading) => {
    expect(readWorkflowCallback(body)).toStrictEqual(reading);
  });

  it('finds its task through the provider, which then reads it like any other', () => {
    const { taskIn, readCallback } = connect(service.apiUrl);
    const body = fixture('webhook-workflow-flat.json');
    expect(taskIn?.(bytes(body))).toStrictEqual({ family: 'workflows', taskId: '12345' });
    expect(readCallback(callbackOf(body))).toMatchObject({ news: 'ended', taskId: '12345' });
    expect(taskIn?.(bytes(fixture('webhook-success.json')))).toBeUndefined();
    expect(taskIn?.(bytes('[]'))).toBeUndefined();
  });

  it('never tells the key, should the reason hold it', () => {
    const body = JSON.stringify({ execution_id: 5, status: 'failed', error: `bad key ${KEY}` });
    expect(JSON.stringify(connect(service.apiUrl).readCallback(callbackOf(body)))).not.toContain(KEY);
  });
});

it('a cancellation is asked for under the run, with the key in a header', async () => {
  service.answer(400, { status: 'error', message: 'Execution already finished.' });
  await connect(service.apiUrl).cancel?.(TASK);
  expect(service.seen).toMatchObject([{ method: 'POST', path: `/api/${RUN}/cancel`, headers: { key: KEY }, body: {} }]);
});
