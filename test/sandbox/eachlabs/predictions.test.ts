import { fileTypeFromBuffer } from 'file-type';
import { expect, test } from 'vitest';
import { drawAs } from '#sandbox/media/picture.ts';
import { serveBytes } from '#test/sandbox/services/receiver.ts';
import { call, INPUT, idOf, startEachlabs, submit } from './service.ts';

const picture = async () => serveBytes(await drawAs({ prompt: 'a', seed: 1, width: 64, height: 64 }, 'png'), 'a.png');

test('accepted is called success, and the prediction tells what it waits for', async () => {
  const eachlabs = await startEachlabs();
  eachlabs.plan({ hold: true });
  const submitted = await submit(eachlabs);
  const id = idOf(submitted);
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  const message = 'Prediction created successfully';
  expect([submitted.status, submitted.body]).toStrictEqual([200, { status: 'success', message, predictionID: id }]);
  const get = `${eachlabs.apiUrl}/v1/prediction/${id}`;
  const polled = await call(eachlabs, `prediction/${id}`, { headers: { 'x-request-id': 'mine' } });
  expect(polled.body).toStrictEqual({
    id,
    input: INPUT,
    status: 'processing',
    output: null,
    logs: null,
    metrics: { predict_time: 0, cost: 0 },
    urls: { get, cancel: `${get}/cancel` },
  });
  expect(polled.headers.get('x-request-id')).toBe('mine');
});

test.each([
  [
    'nano-banana-pro',
    { ...INPUT, num_images: 2, output_format: 'webp' },
    'image/webp',
    (urls: readonly string[]) => urls,
  ],
  [
    'flux-2-pro',
    { prompt: 'x', output_format: 'jpeg' },
    'image/jpeg',
    ([url]: readonly string[]) => ({ images: [{ url }], seed: 1 }),
  ],
  ['veo3-1-text-to-video', { prompt: 'x', duration: 4 }, 'video/mp4', ([url]: readonly string[]) => url],
  ['elevenlabs-sound-effects', { text: 'a door' }, 'audio/mpeg', ([url]: readonly string[]) => url],
  ['mureka-generate-song', { lyrics: 'la la' }, 'audio/mpeg', (urls: readonly string[]) => urls],
] as const)(
  '%s is done with files that are what they should be, in the shape of its model',
  async (model, input, mime, shape) => {
    const eachlabs = await startEachlabs();
    const id = idOf(await submit(eachlabs, { model, input }));
    expect((await eachlabs.waitForJob(({ state }) => state !== 'processing')).state).toBe('success');
    const urls = eachlabs.outputs(id);
    const { body } = await call(eachlabs, `prediction/${id}`);
    expect(body).toMatchObject({ status: 'success', output: shape(urls), metrics: { cost: expect.any(Number) } });
    for (const url of urls) expect((await fileTypeFromBuffer(await (await fetch(url)).bytes()))?.mime).toBe(mime);
  },
);

test('a failure is an error with an envelope now, and was failed with a line in the logs', async () => {
  for (const generation of ['current', 'earlier'] as const) {
    const eachlabs = await startEachlabs({ generation });
    eachlabs.plan({ end: 'failed', message: 'out of paint' });
    const id = idOf(await submit(eachlabs));
    await eachlabs.waitForJob(({ state }) => state === 'failed');
    const { body } = await call(eachlabs, `prediction/${id}`);
    const output = {
      success: false,
      error: 'Execution failed',
      error_code: 'PROVIDER_FAILED',
      error_message: 'out of paint',
    };
    expect(body).toMatchObject(
      generation === 'current'
        ? { status: 'error', output, logs: null }
        : { status: 'failed', output: null, logs: 'out of paint' },
    );
  }
});

test('a member’s picture is fetched; one that is not there fails the prediction and says which field', async () => {
  const eachlabs = await startEachlabs();
  const url = await picture();
  const edit = (image: string) =>
    submit(eachlabs, { model: 'nano-banana-pro-edit', input: { prompt: 'make it blue', image_urls: [image] } });
  await edit(url);
  expect((await eachlabs.waitForJob(({ state }) => state !== 'processing')).state).toBe('success');
  const id = idOf(await edit(url.replace('a.png', 'b.png')));
  await eachlabs.waitForJob((job) => job.id === id && job.state === 'failed');
  const { body } = await call(eachlabs, `prediction/${id}`);
  expect(body).toMatchObject({
    output: { error_code: 'INPUT_DOWNLOAD_ERROR', error_message: expect.stringContaining('image_urls') },
  });
});

test('a prediction can be cancelled, and is not called back', async () => {
  const eachlabs = await startEachlabs();
  eachlabs.plan({ hold: true });
  const id = idOf(await submit(eachlabs, { webhook_url: 'http://127.0.0.1:9/never' }));
  const answer = await call(eachlabs, `prediction/${id}/cancel`, { method: 'POST' });
  expect(answer.body).toStrictEqual({
    status: 'cancelled',
    message: 'Prediction canceled successfully',
    predictionID: id,
  });
  expect((await call(eachlabs, `prediction/${id}`)).body).toMatchObject({ status: 'cancelled', output: null });
  await eachlabs.act(id, 'call-back-again');
  expect(eachlabs.jobs()[0]?.callbackStatuses).toStrictEqual([]);
  expect((await call(eachlabs, 'prediction/nobody/cancel', { method: 'POST' })).status).toBe(404);
});

test.each([
  [{ model: undefined }, 400, 'model field is required'],
  [{ model: 'nope' }, 404, 'Failed to fetch model: model not found'],
  [{ input: {} }, 400, 'Invalid input for model'],
  [{ input: { prompt: 'a fox', num_images: '2' } }, 400, 'Invalid input for model'],
  [{ input: { prompt: 'a fox', num_images: 9 } }, 400, 'Invalid input for model'],
  [{ input: { prompt: 'a fox', aspect_ratio: '7:3' } }, 400, 'Invalid input for model'],
  [{ model: 'veo-3', input: { prompt: 'a fox', duration: 8 } }, 400, 'Invalid input for model'],
  [{ model: 'topaz-upscale-image', input: { image_url: 'nothing' } }, 400, 'Invalid input for model'],
])('%j is refused with %i %s', async (change, status, error) => {
  const eachlabs = await startEachlabs();
  expect(await submit(eachlabs, change)).toMatchObject({ status, body: { error } });
  expect(eachlabs.jobs()).toStrictEqual([]);
});

test('the key, the purse and the number of jobs are told apart by their status', async () => {
  const eachlabs = await startEachlabs({ queueLimit: 1 });
  const wrong = { headers: { authorization: '', 'x-api-key': eachlabs.key } };
  expect(await call(eachlabs, 'executions', wrong)).toMatchObject({ status: 401, body: { error: expect.any(String) } });
  eachlabs.plan({ hold: true });
  await submit(eachlabs);
  const busy = { error: 'too many requests', status: 429, details: expect.stringContaining('concurrent') };
  expect(await submit(eachlabs)).toMatchObject({ status: 429, body: busy });
  eachlabs.configure({ outOfCredit: true });
  expect(await submit(eachlabs)).toMatchObject({
    status: 402,
    body: { error: 'payment required', details: expect.any(String) },
  });
  eachlabs.configure({ down: 'unavailable' });
  expect((await submit(eachlabs)).status).toBe(503);
});

test('no submit is recognised: the same one twice makes two jobs', async () => {
  const eachlabs = await startEachlabs();
  const ids = [idOf(await submit(eachlabs)), idOf(await submit(eachlabs))];
  expect(new Set(ids).size).toBe(2);
});

test('executions are listed newest first, by model, status and time', async () => {
  const eachlabs = await startEachlabs();
  const id = idOf(await submit(eachlabs));
  await eachlabs.waitForJob(({ state }) => state === 'success');
  eachlabs.plan({ hold: true });
  await submit(eachlabs, { model: 'veo-3', input: { prompt: 'x' } });
  const list = async (query: string) => Object((await call(eachlabs, `executions?${query}`)).body);
  expect(await list('')).toMatchObject({
    total_count: 2,
    limit: 20,
    executions: [{ model: 'veo-3' }, { id, status: 'success' }],
  });
  expect(await list('model=nano-banana-pro')).toMatchObject({ executions: [{ id, execution_cost: 0.05 }] });
  expect(await list('status=success,error')).toMatchObject({ total_count: 1 });
  expect(await list(`to=${new Date(0).toISOString()}`)).toMatchObject({ total_count: 0 });
  expect((await call(eachlabs, 'executions?status=succeeded')).status).toBe(400);
});

test('fields that are documented nowhere are remembered for whoever asks', async () => {
  const eachlabs = await startEachlabs();
  await submit(eachlabs, { track_id: 'x', input: { ...INPUT, size: '1:1' } });
  expect(eachlabs.undocumented()).toStrictEqual(['track_id', 'nano-banana-pro: size']);
});
