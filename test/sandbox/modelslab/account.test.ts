import { expect, test } from 'vitest';
import { order, post, startService, submit } from './service.ts';

test('the wallet, the number of jobs in process and the list of models have the documented shapes', async () => {
  const modelslab = await startService();
  modelslab.plan({ hold: true });
  await submit(modelslab);
  expect((await order(modelslab, 'wallet_balance')).body).toStrictEqual({
    status: 'success',
    data: { balance: 43.6, currency: 'USD' },
  });
  expect((await order(modelslab, 'v6/processing/request_count')).body).toMatchObject({ processing_count: 1 });
  const { body } = await order(modelslab, 'v4/dreambooth/model_list');
  expect(body).toBeInstanceOf(Array);
  expect(body).toContainEqual(expect.objectContaining({ model_id: 'flux', status: 'model_ready', is_nsfw: 'no' }));
  expect(body).toContainEqual({ model_id: 'bare-row' });
  const wrong = await post(`${modelslab.apiUrl}/v4/dreambooth/model_list`, { key: 'wrong' });
  expect(wrong).toStrictEqual({ status: 401, body: { status: 'error', message: 'Invalid API key' } });
});

test('an upload gets an address at which its bytes lie; what is no data URI, or over 5 MB, is refused', async () => {
  const modelslab = await startService();
  const bytes = Buffer.from('not really a picture');
  const uri = `data:image/jpeg;base64,${bytes.toString('base64')}`;
  const { body } = await order(modelslab, 'v6/base64_to_url', { base64_string: uri });
  expect(body).toStrictEqual({ status: 'success', id: expect.any(Number), output: [expect.stringMatching(/\.jpg$/)] });
  const [url] = Object(body).output;
  expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toStrictEqual(bytes);
  expect((await order(modelslab, 'v6/base64_to_url', { base64_string: 'abc' })).status).toBe(400);
  const large = `data:image/png;base64,${Buffer.alloc(5 * 1024 * 1024 + 1).toString('base64')}`;
  expect((await order(modelslab, 'v6/base64_to_url', { base64_string: large })).status).toBe(400);
});

test('without credit every submit is refused with 402, and the wallet is empty', async () => {
  const modelslab = await startService();
  modelslab.configure({ outOfCredit: true });
  const message = 'Insufficient credits. Please add more credits to continue.';
  expect(await submit(modelslab)).toStrictEqual({ status: 402, body: { status: 'error', message } });
  expect((await order(modelslab, 'v6/voice/sfx', { prompt: 'x' })).status).toBe(402);
  expect((await order(modelslab, 'wallet_balance')).body).toMatchObject({ data: { balance: 0 } });
});

test('a service that is down answers 503, or no one at all, and then takes up where it was', async () => {
  const modelslab = await startService();
  modelslab.configure({ down: 'unavailable' });
  const message = 'Service temporarily unavailable. Please try again later.';
  expect(await submit(modelslab)).toStrictEqual({ status: 503, body: { status: 'error', message } });
  modelslab.configure({ down: 'refuses' });
  await expect(submit(modelslab)).rejects.toThrow();
  modelslab.configure({ down: 'no' });
  expect((await submit(modelslab)).status).toBe(200);
  expect(modelslab.calls().map(({ path }) => path)).toContain('/v6/images/text2img');
});
