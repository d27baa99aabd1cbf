import { expect, test } from 'vitest';
import { startReceiver } from '#test/sandbox/services/receiver.ts';
import { call, IMAGE, startApimart, submit, taskIdOf } from './service.ts';

const FAST = { timeScale: 0.001 } as const;

test('the end is called back at the webhook’s address with /callback after it, as the bare task', async () => {
  const apimart = await startApimart(FAST);
  const receiver = await startReceiver();
  const id = taskIdOf(await submit(apimart, { ...IMAGE, webhook: `${receiver.url}/` }));
  const callback = await receiver.next(1);
  expect(callback?.path).toBe('/hook/callback');
  expect(callback?.body).toMatchObject({ id, status: 'completed', result: { images: [{ url: apimart.outputs(id) }] } });
  expect(callback?.body).not.toHaveProperty('code');
});

test('a failure is called back with its error', async () => {
  const apimart = await startApimart(FAST);
  const receiver = await startReceiver();
  apimart.plan({ end: 'failed', message: 'no paint' });
  await submit(apimart, { ...IMAGE, webhook: receiver.url });
  expect((await receiver.next(1))?.body).toMatchObject({
    status: 'failed',
    error: { message: 'no paint', code: 'task_failed' },
  });
});

test('what is answered with a 5xx is tried three more times, and then no more', async () => {
  const apimart = await startApimart(FAST);
  const receiver = await startReceiver(500, 503, 502, 504);
  await submit(apimart, { ...IMAGE, webhook: receiver.url });
  const job = await apimart.waitForJob(({ callbackStatuses }) => callbackStatuses.length === 4);
  expect(job.callbackStatuses).toStrictEqual([500, 503, 502, 504]);
  // A fifth try would come before the second job's first.
  await submit(apimart, { ...IMAGE, webhook: receiver.url });
  await receiver.next(5);
  const [first, fifth] = [receiver.received[0]?.body, receiver.received[4]?.body];
  expect(Object(fifth).id).not.toBe(Object(first).id);
});

test('a 4xx ends it at once; a 2xx on the way ends it too', async () => {
  const apimart = await startApimart(FAST);
  const deaf = await startReceiver(404);
  await submit(apimart, { ...IMAGE, webhook: deaf.url });
  await apimart.waitForJob(({ callbackStatuses }) => callbackStatuses.length === 1);
  const late = await startReceiver(500, 204);
  await submit(apimart, { ...IMAGE, webhook: late.url });
  await apimart.waitForJob(({ callbackStatuses }) => callbackStatuses.length === 2);
  expect(apimart.jobs().map(({ callbackStatuses }) => callbackStatuses)).toStrictEqual([[404], [500, 204]]);
  expect(deaf.received).toHaveLength(1);
});

test('acting resolves after the first try, however long the others take', async () => {
  const apimart = await startApimart({ timeScale: 1000 });
  const receiver = await startReceiver(500);
  apimart.plan({ hold: true });
  const id = taskIdOf(await submit(apimart, { ...IMAGE, webhook: receiver.url }));
  await apimart.act(id, 'finish');
  expect(apimart.jobs()[0]?.callbackStatuses).toStrictEqual([500]);
});

test('nothing is called back while a task runs, nor for music, of which no page says that it is', async () => {
  const apimart = await startApimart(FAST);
  const receiver = await startReceiver();
  apimart.plan({ hold: true });
  const id = taskIdOf(await submit(apimart, { ...IMAGE, webhook: receiver.url }));
  await apimart.act(id, 'call-back-again');
  apimart.plan({});
  const song = { model: 'flowmusic', sound_prompt: 'rain', webhook: receiver.url };
  const music = taskIdOf(await call(apimart, 'music/generations', { method: 'POST', body: song }));
  await apimart.waitForJob(({ id: each, state }) => each === music && state === 'success');
  expect(receiver.received).toStrictEqual([]);
  await apimart.act(music, 'call-back-again');
  const audios = apimart.outputs(music).map((url) => expect.objectContaining({ url: [url] }));
  expect(receiver.received[0]?.body).toMatchObject({ result: { audios } });
});

test('a repeat with the same key is answered as the first was, says so, and makes no second job', async () => {
  const apimart = await startApimart();
  const key = { 'Idempotency-Key': 'job-7f3a' };
  const first = await submit(apimart, IMAGE, key);
  const again = await submit(apimart, IMAGE, key);
  expect([again.status, again.body]).toStrictEqual([first.status, first.body]);
  expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toStrictEqual([null, 'true']);
  expect(apimart.jobs()).toHaveLength(1);
  const other = await submit(apimart, { ...IMAGE, prompt: 'another' }, key);
  expect(other).toMatchObject({ status: 409, body: { error: { code: 'idempotency_key_reused' } } });
  const film = { model: 'kling-v3', prompt: 'waves' };
  expect((await call(apimart, 'videos/generations', { method: 'POST', body: film, headers: key })).status).toBe(200);
  await submit(apimart, IMAGE);
  expect(apimart.jobs()).toHaveLength(3);
});

test.each(['hang', 'reset', 'bad_gateway'] as const)(
  'a submit whose answer is lost (%s) is answered when it is repeated with its key',
  async (how) => {
    const apimart = await startApimart();
    apimart.plan({ submit: how, times: 1 });
    const key = { 'Idempotency-Key': 'job-1' };
    const lost = submit(apimart, IMAGE, key).then(
      ({ status }) => status,
      () => 'no answer',
    );
    await apimart.waitForJob(() => true);
    const again = await submit(apimart, IMAGE, key);
    expect(taskIdOf(again)).toBe(apimart.jobs()[0]?.id);
    expect(apimart.jobs()).toHaveLength(1);
    if (how !== 'hang') expect(await lost).toBe(how === 'bad_gateway' ? 502 : 'no answer');
    else void lost;
  },
);

test('the answers about keys that cannot be told in time can be planned', async () => {
  const apimart = await startApimart();
  const key = { 'Idempotency-Key': 'job-2' };
  apimart.plan({ submit: 'in_progress', times: 1 });
  const waiting = await submit(apimart, IMAGE, key);
  expect(waiting).toMatchObject({ status: 409, body: { error: { code: 'idempotency_in_progress' } } });
  expect(waiting.headers.get('retry-after')).toBe('1');
  expect((await submit(apimart, IMAGE, key)).headers.get('idempotency-replayed')).toBe('true');
  apimart.plan({ submit: 'indeterminate', times: 1 });
  expect(await submit(apimart)).toMatchObject({
    status: 409,
    body: { error: { code: 'idempotency_result_indeterminate' } },
  });
  apimart.plan({ submit: 'idempotency_unavailable', times: 1 });
  expect((await submit(apimart)).status).toBe(503);
  expect(apimart.jobs()).toHaveLength(1);
  expect((await submit(apimart, IMAGE, { 'Idempotency-Key': 'with a space' })).status).toBe(400);
});
