import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fileOf, fixture, JOB, KEY, submitTo, WEBHOOK } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
  service.answer(200, JSON.parse(fixture('submit-array.json')));
});
afterEach(() => service[Symbol.asyncDispose]());

async function sentFor(...args: Parameters<typeof submitTo>): Promise<unknown> {
  await connect(service.apiUrl).submit(submitTo(...args));
  return service.seen.at(-1)?.body;
}

describe('the submit of an image', () => {
  it('is a POST of JSON with the key in its header and the job id as idempotency key', async () => {
    await sentFor('gpt-image-2');
    expect(service.seen[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/images/generations',
      headers: {
        authorization: `Bearer ${KEY}`,
        'content-type': 'application/json',
        'idempotency-key': JOB,
      },
    });
  });

  it('holds nothing that the member did not choose', async () => {
    expect(await sentFor('gpt-image-2')).toStrictEqual({ model: 'gpt-image-2', prompt: 'a lighthouse at dusk' });
  });

  it('says every choice in the words of gpt-image, the number as a number, the callback address as it is', async () => {
    const options = { aspect: '16:9', count: 2, resolution: '2k', quality: 'standard', format: 'webp' } as const;
    expect(await sentFor('gpt-image-2', { options }, { webhookUrl: WEBHOOK })).toStrictEqual({
      model: 'gpt-image-2',
      prompt: 'a lighthouse at dusk',
      n: 2,
      size: '16:9',
      resolution: '2k',
      quality: 'medium',
      output_format: 'webp',
      webhook: WEBHOOK,
    });
  });

  it.each([
    ['draft', 'low'],
    ['standard', 'medium'],
    ['high', 'high'],
  ] as const)('says quality %s as %s', async (quality, word) => {
    expect(await sentFor('gpt-image-2', { options: { quality } })).toHaveProperty('quality', word);
  });

  it('says resolutions to gemini in upper case', async () => {
    expect(await sentFor('gemini-3-pro-image-preview', { options: { resolution: '4k' } })).toStrictEqual({
      model: 'gemini-3-pro-image-preview',
      prompt: 'a lighthouse at dusk',
      resolution: '4K',
    });
    const half = await sentFor('gemini-3.1-flash-image-preview', { options: { resolution: '0.5k' } });
    expect(half).toHaveProperty('resolution', '0.5K');
  });

  it('carries what to keep out to qwen', async () => {
    expect(await sentFor('qwen-image-2.0', { options: { negative: 'fog' } })).toStrictEqual({
      model: 'qwen-image-2.0',
      prompt: 'a lighthouse at dusk',
      negative_prompt: 'fog',
    });
  });

  it('names the image to change first, then those to take things from', async () => {
    const inputs = [fileOf('reference', { url: 'https://bot.example/media/r' }), fileOf('image')].toReversed();
    expect(await sentFor('gemini-3-pro-image-preview', { use: 'edit' }, { inputs })).toStrictEqual({
      model: 'gemini-3-pro-image-preview',
      prompt: 'a lighthouse at dusk',
      image_urls: ['https://bot.example/media/image', 'https://bot.example/media/r'],
    });
  });

  it('goes to the configured base address, with or without a slash at its end', async () => {
    await connect(`${service.apiUrl}/`).submit(submitTo('gpt-image-2'));
    expect(service.seen[0]?.path).toBe('/api/v1/images/generations');
  });
});

describe('the submit of an edit by grok', () => {
  it('has its own path and no callback address, which that path ignores', async () => {
    const inputs = [fileOf('image')];
    const options = { count: 2 };
    const body = await sentFor('grok-imagine-1.0-edit-apimart', { options }, { inputs, webhookUrl: WEBHOOK });
    expect(body).toStrictEqual({
      model: 'grok-imagine-1.0-edit-apimart',
      prompt: 'a lighthouse at dusk',
      n: 2,
      image_urls: ['https://bot.example/media/image'],
    });
    expect(service.seen[0]?.path).toBe('/api/v1/images/edits');
  });

  it('gives a task of its own family, which is polled closely as nothing calls back', async () => {
    const apimart = connect(service.apiUrl);
    const submission = await apimart.submit(
      submitTo('grok-imagine-1.0-edit-apimart', {}, { inputs: [fileOf('image')] }),
    );
    expect(submission).toStrictEqual({ outcome: 'accepted', task: { family: 'edits', taskId: 'task_01KA0A' } });
    const waits = [true, false].map((expectsCallback) => apimart.pollDelayMs(0, { family: 'edits', expectsCallback }));
    expect(waits).toStrictEqual([10_000, 10_000]);
  });
});

it('a model of a way that this version does not know is refused before anything is sent', async () => {
  const submit = submitTo('gpt-image-2');
  const model = { ...submit.model, route: 'holograms' };
  expect(await connect(service.apiUrl).submit({ ...submit, model })).toMatchObject({
    outcome: 'refused',
    failure: { reason: 'model_unavailable' },
  });
  expect(service.seen).toStrictEqual([]);
});
