import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaintsOf } from '#domain/complaints.ts';
import type { Input } from '#domain/input.ts';
import type { Model } from '#domain/model.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fixture, hiddenImageOf, imageOf, KEY, known, SCHNELL, submitOf, WEBHOOK } from './bench.ts';

let service: LocalService;
beforeAll(async () => {
  service = await startService();
  service.answer(201, fixture('submit-starting'));
});
afterAll(() => service[Symbol.asyncDispose]());

/** What the service receives; the request is one that the model takes. */
async function sent(model: Model, asked: Parameters<typeof submitOf>[1] = {}) {
  const submit = submitOf(model, asked);
  const file = { path: 'a', extension: 'png' };
  const inputs = submit.inputs.map(
    ({ role, name, mediaType, bytes }): Input => ({ role, name, file: { ...file, mediaType, bytes } }),
  );
  expect(complaintsOf({ ...submit.request, inputs }, model)).toStrictEqual([]);
  await connect(service.apiUrl).submit(submit);
  const { method, path, headers, body } = service.seen.at(-1) ?? {};
  return { line: `${method} ${path}`, headers, body };
}

const webhook = { webhook: WEBHOOK, webhook_events_filter: ['completed'] };
const prompt = 'a red fox in snow';
const ESRGAN = known('nightmareai/real-esrgan');
const KONTEXT = known('black-forest-labs/flux-kontext-pro');

it('a model goes to its own address, with the key as a bearer token, and does not wait for the result', async () => {
  const { line, headers, body } = await sent(SCHNELL);
  expect(line).toBe('POST /api/v1/models/black-forest-labs/flux-schnell/predictions');
  expect(body).toStrictEqual({ input: { prompt }, ...webhook });
  expect(headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'content-type': 'application/json' });
  expect(headers).not.toHaveProperty('prefer');
});

it('asks for no callback where this process has no public address', async () => {
  expect((await sent(SCHNELL, { webhookUrl: null })).body).toStrictEqual({ input: { prompt } });
});

it('says what was chosen in the model’s words, and nothing else', async () => {
  const options = { aspect: '16:9', count: 3, seed: 7 } as const;
  const input = { prompt, aspect_ratio: '16:9', num_outputs: 3, seed: 7 };
  expect((await sent(SCHNELL, { options })).body).toStrictEqual({ input, ...webhook });
  for (const name of ['flux-1.1-pro', 'flux-1.1-pro-ultra']) {
    const { line, body } = await sent(known(`black-forest-labs/${name}`), { options: { aspect: '2:3', seed: 0 } });
    expect(line).toBe(`POST /api/v1/models/black-forest-labs/${name}/predictions`);
    expect(body).toStrictEqual({ input: { prompt, aspect_ratio: '2:3', seed: 0 }, ...webhook });
  }
});

it('a video is asked for by its prompt', async () => {
  const { line, body } = await sent(known('minimax/video-01'));
  expect(line).toBe('POST /api/v1/models/minimax/video-01/predictions');
  expect(body).toStrictEqual({ input: { prompt }, ...webhook });
});

it('does not say what the model is not known to take, whatever stands in the request', async () => {
  const submit = submitOf(known('minimax/video-01'), { options: { seed: 5, negative: 'no', values: { x: 1 } } });
  await connect(service.apiUrl).submit({ ...submit, inputs: [imageOf()] });
  expect(service.seen.at(-1)?.body).toStrictEqual({ input: { prompt }, ...webhook });
  await connect(service.apiUrl).submit(submitOf(ESRGAN, { files: [imageOf()], webhookUrl: null }));
  expect(service.seen.at(-1)?.body).toMatchObject({ input: { image: 'https://bot.example/media/image.png' } });
  expect(JSON.stringify(service.seen.at(-1)?.body)).not.toContain(prompt);
});

describe('a file', () => {
  it('is named by our own address', async () => {
    expect((await sent(KONTEXT, { files: [imageOf()], options: { seed: 1 } })).body).toStrictEqual({
      input: { prompt, seed: 1, input_image: 'https://bot.example/media/image.png' },
      ...webhook,
    });
  });

  it('goes to a model that is run by version, which stands in the body', async () => {
    const { line, body } = await sent(ESRGAN, { prompt: null, files: [imageOf()], options: { scale: 4 } });
    expect(line).toBe('POST /api/v1/predictions');
    expect(body).toStrictEqual({
      version: '42fed1c4974146d4d2414e2be2c5277c7fcf05fcc3a73abf41610695738c1d7b',
      input: { scale: 4, image: 'https://bot.example/media/image.png' },
      ...webhook,
    });
  });

  it('goes within the body where this process has no public address', async () => {
    const files = [hiddenImageOf({ bytes: 256_000, mediaType: 'image/webp' })];
    expect((await sent(ESRGAN, { prompt: null, files, webhookUrl: null })).body).toStrictEqual({
      version: '42fed1c4974146d4d2414e2be2c5277c7fcf05fcc3a73abf41610695738c1d7b',
      input: { image: 'data:image/webp;base64,AQID' },
    });
  });

  it('of any size goes by address', async () => {
    const { body } = await sent(KONTEXT, { files: [imageOf({ bytes: 20_000_000 })] });
    expect(body).toMatchObject({ input: { input_image: 'https://bot.example/media/image.png' } });
  });

  it.each([
    ['is too large for the body', { bytes: 256_001 }, 'invalid_input'],
    ['cannot be read', { read: () => Promise.reject(new Error('gone')) }, 'input_unreachable'],
  ])('that %s is refused before anything is sent', async (_, file, reason) => {
    const before = service.seen.length;
    const submission = await connect(service.apiUrl).submit(submitOf(KONTEXT, { files: [hiddenImageOf(file)] }));
    expect(submission).toMatchObject({ outcome: 'refused', failure: { reason } });
    expect(service.seen).toHaveLength(before);
  });
});

it('a model that this version does not know is refused without a word to the service', async () => {
  const before = service.seen.length;
  const submit = submitOf({ ...SCHNELL, name: '../../account' });
  expect(await connect(service.apiUrl).submit(submit)).toMatchObject({
    outcome: 'refused',
    failure: { reason: 'model_unavailable' },
  });
  expect(service.seen).toHaveLength(before);
});

it('every model says what it is for, and none is called by a name twice', () => {
  const { models } = connect(service.apiUrl);
  expect(models.map(({ id, uses }) => `${id} ${uses.join()}`)).toStrictEqual([
    'replicate/black-forest-labs/flux-schnell imagine',
    'replicate/black-forest-labs/flux-1.1-pro imagine',
    'replicate/black-forest-labs/flux-1.1-pro-ultra imagine',
    'replicate/black-forest-labs/flux-kontext-pro edit',
    'replicate/nightmareai/real-esrgan upscale',
    'replicate/minimax/video-01 video',
  ]);
});
