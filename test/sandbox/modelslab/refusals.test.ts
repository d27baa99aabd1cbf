import { expect, test } from 'vitest';
import { poll, post, startReceiver, startService, submit } from './service.ts';

test('a key that is wrong, missing or rejected gets 401, at submits and at fetches', async () => {
  const modelslab = await startService();
  const { apiUrl } = modelslab;
  const invalid = { status: 401, body: { status: 'error', message: 'Invalid API key' } };
  expect(await submit(modelslab, { key: 'wrong' })).toStrictEqual(invalid);
  expect(await post(`${apiUrl}/v6/images/fetch/1`, { key: 'wrong' })).toStrictEqual(invalid);
  expect(await post(`${apiUrl}/v6/images/text2img`, {})).toMatchObject({ body: { message: 'API key required' } });
  modelslab.configure({ rejectKey: true });
  expect(await submit(modelslab)).toStrictEqual(invalid);
  expect(await poll(modelslab, 1)).toStrictEqual(invalid);
  modelslab.configure({ rejectKey: false });
  expect((await submit(modelslab)).status).toBe(200);
});

test('where asked, errors come with HTTP 200, as integrators have met them', async () => {
  const modelslab = await startService({ errorsWithHttp200: true });
  const body = { status: 'error', message: 'Invalid API key' };
  expect(await submit(modelslab, { key: 'wrong' })).toStrictEqual({ status: 200, body });
  expect(await submit(modelslab, { samples: 9 })).toMatchObject({ status: 200, body: { status: 'error' } });
  modelslab.plan({ submit: 'rate_limit' });
  expect(await submit(modelslab)).toMatchObject({ status: 200, body: { retry_after: 30 } });
});

test('more unfinished jobs than the queue holds are refused with the time to wait', async () => {
  const modelslab = await startService({ queueLimit: 2 });
  modelslab.plan({ hold: true });
  await submit(modelslab);
  await submit(modelslab);
  expect(await submit(modelslab)).toStrictEqual({
    status: 429,
    body: { status: 'error', message: 'Rate limit exceeded. Maximum 2 queued requests allowed.', retry_after: 30 },
  });
  await modelslab.act(modelslab.jobs()[0]?.id ?? '', 'finish');
  expect((await submit(modelslab)).status).toBe(200);
});

test('a plan for so many submits is over after them, and refused submits are remembered', async () => {
  const modelslab = await startService();
  const twoCame = modelslab.waitForSubmits(2);
  modelslab.plan({ submit: 'rate_limit', retryAfterS: 1, times: 1 });
  expect(await submit(modelslab)).toMatchObject({ status: 429, body: { retry_after: 1 } });
  expect((await submit(modelslab)).status).toBe(200);
  await twoCame;
  expect(modelslab.submits()).toHaveLength(2);
  expect(modelslab.submits()[0]).toMatchObject({ key: modelslab.key, width: 256 });
  expect(modelslab.jobs()).toHaveLength(1);
});

test('a planned error has HTTP 200 and makes no job', async () => {
  const modelslab = await startService();
  modelslab.plan({ submit: 'error', message: 'Model id not found' });
  expect(await submit(modelslab)).toStrictEqual({
    status: 200,
    body: { status: 'error', message: 'Model id not found' },
  });
  expect(modelslab.jobs()).toStrictEqual([]);
});

test.each(['reset', 'hang', 'bad_gateway'] as const)(
  'a submit whose answer is lost (%s) has been taken all the same, and is called back about',
  async (how) => {
    const modelslab = await startService();
    const receiver = await startReceiver();
    modelslab.plan({ submit: how });
    const giveUp = new AbortController();
    const answer = fetch(`${modelslab.apiUrl}/v6/images/text2img`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: modelslab.key, model_id: 'flux', prompt: 'x', width: 256, webhook: receiver.url }),
      signal: giveUp.signal,
    }).then(
      ({ status }) => status,
      () => 'no answer',
    );
    const callback = await receiver.next(1);
    giveUp.abort();
    expect(await answer).toBe(how === 'bad_gateway' ? 502 : 'no answer');
    expect(callback?.body).toMatchObject({ status: 'success', id: modelslab.jobs()[0]?.id });
  },
);
