import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { startReceiver } from '#test/sandbox/services/receiver.ts';
import { call, INPUT, idOf, startEachlabs, submit } from './service.ts';

test('now: words of its own, the id under another name, and the secret itself in a header', async () => {
  const eachlabs = await startEachlabs();
  const receiver = await startReceiver();
  const id = idOf(await submit(eachlabs, { webhook_url: receiver.url, webhook_secret: 'of this job' }));
  const callback = await receiver.next(1);
  const output = eachlabs.outputs(id);
  expect(callback?.body).toStrictEqual({ exec_id: id, flow_id: null, status: 'succeeded', output, error: '' });
  expect(callback?.headers).toMatchObject({ 'content-type': 'application/json', 'x-webhook-secret': 'of this job' });
});

test('before: other words, and a MAC of the body under a header that nobody has named', async () => {
  const signature = { scheme: 'hmac', header: 'x-webhook-signature' } as const;
  const eachlabs = await startEachlabs({ generation: 'earlier', signature });
  const receiver = await startReceiver();
  const id = idOf(await submit(eachlabs, { webhook_url: receiver.url, webhook_secret: 'of this job' }));
  const callback = await receiver.next(1);
  const output = eachlabs.outputs(id);
  expect(callback?.body).toMatchObject({ id, status: 'success', output, input: INPUT, metrics: { cost: 0.05 } });
  const mac = createHmac('sha256', 'of this job')
    .update(callback?.raw ?? '')
    .digest('hex');
  expect(callback?.headers['x-webhook-signature']).toBe(mac);
  expect(callback?.headers).not.toHaveProperty('x-webhook-secret');
});

test('a job without a secret is called back without any sign of one', async () => {
  const eachlabs = await startEachlabs();
  const receiver = await startReceiver();
  await submit(eachlabs, { webhook_url: receiver.url });
  expect((await receiver.next(1))?.headers).not.toHaveProperty('x-webhook-secret');
});

test('a failure hides its words in the output now, and stood in the logs before', async () => {
  for (const generation of ['current', 'earlier'] as const) {
    const eachlabs = await startEachlabs({ generation });
    const receiver = await startReceiver();
    eachlabs.plan({ end: 'failed', message: 'Error: timeout' });
    await submit(eachlabs, { webhook_url: receiver.url });
    const current = {
      status: 'failed',
      output: [{ id: '', status: '', output: '', error: 'Error: timeout' }],
      error: '',
    };
    const earlier = { status: 'failed', output: null, logs: 'Error: timeout' };
    expect((await receiver.next(1))?.body).toMatchObject(generation === 'current' ? current : earlier);
  }
});

test.each([
  ['current', 3],
  ['earlier', 4],
] as const)('%s: a callback that is refused, with a 4xx too, is tried %i times in all', async (generation, tries) => {
  // As far apart as promised, a hundred thousand times faster.
  const eachlabs = await startEachlabs({ generation, timeScale: 0.00001 });
  const receiver = await startReceiver(404);
  await submit(eachlabs, { webhook_url: receiver.url });
  const job = await eachlabs.waitForJob(({ callbackStatuses }) => callbackStatuses.length === tries);
  await eachlabs.act(job.id, 'call-back-again');
  const again = await eachlabs.waitForJob(({ callbackStatuses }) => callbackStatuses.length === 2 * tries);
  expect(again.callbackStatuses).toStrictEqual(Array(2 * tries).fill(404));
});

test('a callback that is taken is not tried again', async () => {
  const eachlabs = await startEachlabs();
  const [receiver, deaf] = [await startReceiver(500, 200), await startReceiver(500)];
  const id = idOf(await submit(eachlabs, { webhook_url: receiver.url }));
  await eachlabs.waitForJob(({ callbackStatuses }) => callbackStatuses.length === 2);
  // All tries of a later job take longer than one more of this job would.
  await submit(eachlabs, { webhook_url: deaf.url });
  await eachlabs.waitForJob(({ callbackStatuses }) => callbackStatuses.length === 3);
  expect(eachlabs.jobs().find((job) => job.id === id)?.callbackStatuses).toStrictEqual([500, 200]);
  expect(receiver.received).toHaveLength(2);
});

test('what was sent and what came back can be looked up', async () => {
  const eachlabs = await startEachlabs();
  const receiver = await startReceiver(500, 200);
  const id = idOf(await submit(eachlabs, { webhook_url: receiver.url, webhook_secret: 's' }));
  await eachlabs.waitForJob(({ callbackStatuses }) => callbackStatuses.length === 2);
  const { body } = await call(eachlabs, `webhooks/${id}`);
  expect(body).toMatchObject({
    execution_id: id,
    url: receiver.url,
    request: receiver.received[0]?.raw,
    headers: { 'X-Webhook-Secret': 's' },
    attempts: [
      { status: 'FAILED', status_code: 500 },
      { status: 'SUCCESS', status_code: 200 },
    ],
  });
  expect((await call(eachlabs, 'webhooks')).body).toMatchObject({ total_count: 1, webhooks: [{ execution_id: id }] });
  expect(await call(eachlabs, 'webhooks/unknown')).toMatchObject({ status: 404, body: { error: 'webhook not found' } });
});
