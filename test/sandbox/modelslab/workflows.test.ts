import { expect, test } from 'vitest';
import type { PretendModelslab } from '#sandbox/modelslab/operator.ts';
import { WORKFLOWS } from '#sandbox/modelslab/workflows.ts';
import { ask } from '#test/sandbox/services/receiver.ts';
import { startReceiver, startService } from './service.ts';

const [POSTCARD] = WORKFLOWS;
const { id: POSTCARD_ID = '' } = POSTCARD ?? {};

const call = ({ apiUrl, key }: PretendModelslab, path: string, how: { method?: string; body?: unknown } = {}) =>
  ask(`${apiUrl}/v1/workflows${path}`, { method: 'GET', headers: { key }, ...how });

const run = (modelslab: PretendModelslab, body: unknown = { prompt: 'a postcard' }) =>
  call(modelslab, `/${POSTCARD_ID}/run`, { method: 'POST', body });

test('the key goes into a header, and workflows are listed and described with their parameters', async () => {
  const modelslab = await startService();
  expect((await ask(`${modelslab.apiUrl}/v1/workflows`, { method: 'GET' })).status).toBe(401);
  const { body } = await call(modelslab, '/');
  expect(body).toMatchObject({
    status: 'success',
    workflows: [{ id: POSTCARD_ID, rate_limit: 10 }, { name: 'Bower in the wind' }],
  });
  const detail = await call(modelslab, `/${POSTCARD_ID}`);
  expect(detail.body).toMatchObject({
    status: 'success',
    workflow: { id: POSTCARD_ID, webhook_url: null },
    parameters: [
      { key: 'prompt', type: 'string', required: true, node_id: 'node-1' },
      { key: 'seed', required: false },
    ],
    endpoints: { run: `${modelslab.apiUrl}/v1/workflows/${POSTCARD_ID}/run` },
  });
  expect((await call(modelslab, '/nobody')).status).toBe(404);
});

test('a run is accepted with 202, told while it runs, and told with its files when it is done', async () => {
  const modelslab = await startService();
  modelslab.plan({ hold: true });
  const accepted = await run(modelslab);
  expect(accepted).toMatchObject({
    status: 202,
    body: { status: 'success', workflow_id: POSTCARD_ID, webhook_url: null },
  });
  const { execution_id, status_url } = Object(accepted.body);
  expect(status_url).toBe(`${modelslab.apiUrl}/v1/workflows/${POSTCARD_ID}/runs/${execution_id}`);
  const path = `/${POSTCARD_ID}/runs/${execution_id}`;
  expect((await call(modelslab, path)).body).toMatchObject({ status: 'success', execution: { status: 'running' } });
  await modelslab.act(String(execution_id), 'finish');
  const { body } = await call(modelslab, path);
  expect(body).toMatchObject({
    status: 'success',
    execution: { id: execution_id, workflow_id: POSTCARD_ID, status: 'completed' },
    output: { output: modelslab.outputs(String(execution_id)), status: 'success' },
    steps: [{ status: 'completed' }],
  });
  const [url = ''] = modelslab.outputs(String(execution_id));
  expect((await fetch(url)).headers.get('content-type')).toBe('image/png');
});

test('a run that failed is told with success outside and the failure inside', async () => {
  const modelslab = await startService();
  modelslab.plan({ end: 'failed', message: 'node-1 broke' });
  const { execution_id } = Object((await run(modelslab)).body);
  await modelslab.waitForJob(({ state }) => state === 'failed');
  const { status, body } = await call(modelslab, `/${POSTCARD_ID}/runs/${execution_id}`);
  expect([status, body]).toMatchObject([
    200,
    { status: 'success', execution: { status: 'failed' }, error: 'node-1 broke' },
  ]);
  expect(body).not.toHaveProperty('output');
});

test('a run can be cancelled once, and nobody is called for it', async () => {
  const modelslab = await startService();
  const receiver = await startReceiver();
  modelslab.setWorkflowWebhook(receiver.url);
  modelslab.plan({ hold: true });
  const { execution_id } = Object((await run(modelslab)).body);
  const cancel = () => call(modelslab, `/${POSTCARD_ID}/runs/${execution_id}/cancel`, { method: 'POST' });
  expect((await cancel()).body).toStrictEqual({ status: 'success', message: 'Execution cancelled.' });
  expect((await cancel()).status).toBe(400);
  await modelslab.act(String(execution_id), 'call-back-again');
  expect(receiver.received).toStrictEqual([]);
});

test('the webhook is the workflow’s own address, called in one of two shapes, and again when it is not taken', async () => {
  for (const workflowShape of ['A', 'B'] as const) {
    const modelslab = await startService({ workflowShape, timeScale: 0.001 });
    const receiver = await startReceiver(503, 404, 200);
    modelslab.setWorkflowWebhook(receiver.url);
    const { execution_id } = Object((await run(modelslab)).body);
    const callback = await receiver.next(3);
    const output = modelslab.outputs(String(execution_id));
    const flat = {
      event: 'workflow.completed',
      execution_id,
      workflow_id: POSTCARD_ID,
      status: 'completed',
      output: { output },
    };
    const nested = {
      event: 'workflow.completed',
      workflow: { id: POSTCARD_ID },
      execution: {
        id: execution_id,
        status: 'completed',
        input_data: { prompt: 'a postcard' },
        output_data: { images: output },
      },
    };
    expect(callback?.body).toMatchObject(workflowShape === 'A' ? nested : flat);
  }
});

test('a parameter that is missing is refused with 422, one that does not exist is remembered', async () => {
  const modelslab = await startService();
  const { status, body } = await run(modelslab, {});
  expect([status, body]).toStrictEqual([422, { status: 'error', message: 'prompt is required' }]);
  await run(modelslab, { prompt: 'x', key: 'never in the body' });
  expect(modelslab.undocumented()).toStrictEqual(['v1/workflows/run: key']);
});
