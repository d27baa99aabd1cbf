import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { freePort } from '#test/support/free-port.ts';
import { startReceiver, startService, submit } from './service.ts';

test('a success is called back in the documented shape, with the track id as it was sent', async () => {
  const modelslab = await startService();
  const receiver = await startReceiver();
  await submit(modelslab, { webhook: receiver.url, track_id: '1a_image_2b_c_d' });
  const callback = await receiver.next(1);
  const [job] = modelslab.jobs();
  expect(callback?.body).toStrictEqual({
    status: 'success',
    id: job?.id,
    output: modelslab.outputs(job?.id ?? ''),
    generationTime: expect.any(Number),
    track_id: '1a_image_2b_c_d',
    meta: expect.objectContaining({ model_id: 'flux', seed: 7, W: 256, H: 264, prompt: 'a small blue cap' }),
  });
  expect(callback?.headers).toMatchObject({ 'content-type': 'application/json', connection: 'close' });
});

test('a failure is called back with its message, and has no result', async () => {
  const modelslab = await startService();
  const receiver = await startReceiver();
  modelslab.plan({ end: 'failed', message: 'Processing failed: out of paint' });
  await submit(modelslab, { webhook: receiver.url, track_id: 48_211 });
  const callback = await receiver.next(1);
  const [job] = modelslab.jobs();
  expect(callback?.body).toStrictEqual({
    status: 'failed',
    id: job?.id,
    message: 'Processing failed: out of paint',
    track_id: 48_211,
  });
  expect(modelslab.outputs(job?.id ?? '')).toStrictEqual([]);
});

test('twice means two calls with the same body, each on a connection of its own', async () => {
  const modelslab = await startService();
  const receiver = await startReceiver();
  modelslab.plan({ callback: 'twice' });
  await submit(modelslab, { webhook: receiver.url });
  await modelslab.waitForJob(({ callbackStatuses }) => callbackStatuses.length === 2);
  expect(receiver.received).toHaveLength(2);
  expect(receiver.received[0]?.body).toStrictEqual(receiver.received[1]?.body);
  await modelslab.act(modelslab.jobs()[0]?.id ?? '', 'call-back-again');
  expect(receiver.connections()).toBe(3);
});

test('a lost callback is never sent, and the result is there all the same', async () => {
  const modelslab = await startService();
  const receiver = await startReceiver();
  modelslab.plan({ hold: true, callback: 'lost' });
  await submit(modelslab, { webhook: receiver.url });
  const { id } = await modelslab.waitForJob(() => true);
  await modelslab.act(id, 'finish');
  expect(receiver.received).toStrictEqual([]);
  expect(modelslab.outputs(id)).toHaveLength(1);
  await modelslab.act(id, 'call-back-again');
  expect(receiver.received).toHaveLength(1);
});

test('a callback is tried once: what the receiver answers is noted, not acted upon', async () => {
  const modelslab = await startService();
  const receiver = await startReceiver(503);
  await submit(modelslab, { webhook: receiver.url });
  const job = await modelslab.waitForJob(({ callbackStatuses }) => callbackStatuses.length > 0);
  expect(job.callbackStatuses).toStrictEqual([503]);
  expect(receiver.received).toHaveLength(1);
});

test('a receiver that is not there, or an address that is none, is noted as 0', async () => {
  const modelslab = await startService();
  for (const webhook of [`http://127.0.0.1:${await freePort()}/hook`, 'nowhere', 'ftp://127.0.0.1/x']) {
    await submit(modelslab, { webhook });
    const job = await modelslab.waitForJob(({ callbackStatuses }) => callbackStatuses.length > 0);
    expect(job.callbackStatuses).toStrictEqual([0]);
  }
});

test('closing breaks off a callback that is not answered', async () => {
  const modelslab = await startService();
  const silent = createServer();
  const port = await freePort();
  silent.listen(port, '127.0.0.1');
  const called = new Promise((resolve) => silent.once('request', resolve));
  await submit(modelslab, { webhook: `http://127.0.0.1:${port}/` });
  await called;
  modelslab.close();
  await modelslab.waitForJob(({ callbackStatuses }) => callbackStatuses[0] === 0);
  silent.close();
});
