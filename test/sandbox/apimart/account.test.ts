import { expect, test } from 'vitest';
import { drawAs } from '#sandbox/media/picture.ts';
import { ask } from '#test/sandbox/services/receiver.ts';
import { call, IMAGE, startApimart, submit } from './service.ts';

async function upload(
  { apiUrl, key }: { apiUrl: string; key: string },
  bytes: Uint8Array,
  type: string,
  field = 'file',
) {
  const form = new FormData();
  form.set(field, new File([new Uint8Array(bytes)], 'x.png', { type }));
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${apiUrl}/v1/uploads/images`, { method: 'POST', headers, body: form });
  return { status: answer.status, body: Object(await answer.json()) };
}

test('an uploaded picture gets an address that a submit can name', async () => {
  const apimart = await startApimart();
  const bytes = await drawAs({ prompt: 'a', seed: 1, width: 64, height: 64 }, 'png');
  const { status, body } = await upload(apimart, bytes, 'image/png');
  expect(status).toBe(200);
  expect(body).toStrictEqual({
    url: expect.stringMatching(/\.png$/),
    filename: 'x.png',
    content_type: 'image/png',
    bytes: bytes.byteLength,
    created_at: expect.any(Number),
  });
  await submit(apimart, { ...IMAGE, image_urls: [body.url] });
  expect((await apimart.waitForJob(({ state }) => state !== 'processing')).state).toBe('success');
});

test('what is no picture, is too large, or is in no field called file is refused in the recorded words', async () => {
  const apimart = await startApimart();
  const wrong = await upload(apimart, new Uint8Array(3), 'application/pdf');
  const message = 'unsupported image type: application/pdf, allowed: jpeg, png, gif, webp';
  expect(wrong).toStrictEqual({ status: 400, body: { error: { message, type: 'invalid_request_error' } } });
  expect((await upload(apimart, new Uint8Array(20_971_521), 'image/png')).status).toBe(413);
  expect((await upload(apimart, new Uint8Array(3), 'image/png', 'image')).status).toBe(400);
});

test('a picture that cannot be fetched fails the task', async () => {
  const apimart = await startApimart();
  await submit(apimart, { ...IMAGE, image_urls: [`${apimart.apiUrl}/nothing.png`] });
  await apimart.waitForJob(({ state }) => state === 'failed');
});

test('a key that is wrong gets the recorded 401, and at the balance a 200 that says so', async () => {
  const apimart = await startApimart();
  const headers = { authorization: 'Bearer wrong' };
  const refused = await call(apimart, 'models', { headers });
  const error = { code: '', message: expect.stringContaining('invalid API key'), param: '', type: 'apimart_error' };
  expect([refused.status, refused.body]).toMatchObject([401, { error }]);
  expect(await call(apimart, 'balance', { headers })).toMatchObject({ status: 200, body: { success: false } });
  apimart.configure({ rejectKey: true });
  expect((await submit(apimart)).status).toBe(401);
  expect(apimart.submits()).toStrictEqual([]);
});

test('models are listed with their category where they have one, and without money not at all', async () => {
  const apimart = await startApimart();
  const { body } = await call(apimart, 'models');
  const { data } = Object(body);
  expect(body).toMatchObject({ success: true, object: 'list' });
  expect(data).toContainEqual(expect.objectContaining({ id: 'gpt-image-2', category: 'image', object: 'model' }));
  expect(data).toContainEqual(expect.not.objectContaining({ category: expect.anything() }));
  const images = Object((await call(apimart, 'models?category=image')).body).data;
  expect(images.length).toBeLessThan(data.length);
  expect((await call(apimart, 'models/gpt-image-2/schema')).body).toMatchObject({ additionalProperties: true });
  expect((await ask(`${apimart.apiUrl}/api/marketplace/models`, { method: 'GET' })).body).toMatchObject({
    success: true,
  });
  expect((await call(apimart, 'balance')).body).toMatchObject({
    success: true,
    remain_balance: 10.5,
    unlimited_quota: false,
  });
  apimart.configure({ outOfCredit: true });
  expect((await call(apimart, 'models')).status).toBe(402);
  expect(await submit(apimart)).toMatchObject({ status: 402, body: { error: { type: 'payment_required' } } });
});

test('fields that a model does not document are remembered for whoever asks', async () => {
  const apimart = await startApimart();
  await submit(apimart, { ...IMAGE, aspect_ratio: '16:9', webhook: '', language: 'en' });
  expect(apimart.undocumented()).toStrictEqual(['gpt-image-2: aspect_ratio']);
});

test('rate limits, 503 and paths that are none are told in the envelope', async () => {
  const apimart = await startApimart();
  apimart.plan({ submit: 'rate_limit', retryAfterS: 7, times: 1 });
  const limited = await submit(apimart);
  expect([limited.status, limited.headers.get('retry-after')]).toStrictEqual([429, '7']);
  expect(await call(apimart, 'nothing')).toMatchObject({ status: 404, body: { error: {} } });
  apimart.configure({ down: 'unavailable' });
  expect(await submit(apimart)).toMatchObject({ status: 503, body: { error: { type: 'service_unavailable' } } });
});
