import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Options } from '#domain/options.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { callbackOf, connect, fixture, KEY, TRACK_ID, WEBHOOK } from './bench.ts';
import { IMAGE, imageAs, order } from './order.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
  service.answer(200, fixture('submit-queued-3d.json', service.origin));
});
afterEach(() => service[Symbol.asyncDispose]());

describe('the body of a 3D submit is exactly this', () => {
  it.each<[Options, object]>([
    [{}, {}],
    [
      { negative: 'a cat', format: 'stl', seed: 5 },
      { negative_prompt: 'a cat', output_format: 'stl', seed: 5 },
    ],
    [{ quality: 'draft' }, { ss_sampling_steps: 12, slat_sampling_steps: 12, resolution: 256 }],
    [{ quality: 'standard' }, { ss_sampling_steps: 25, slat_sampling_steps: 25, resolution: 512 }],
    [{ quality: 'high' }, { ss_sampling_steps: 50, slat_sampling_steps: 50, resolution: 512 }],
  ])('from words with %j', async (options, fields) => {
    const { sent } = await order(service, { model: 'text-to-3d', prompt: 'a dog', options });
    expect(sent.path).toBe('/api/v6/3d/text_to_3d');
    expect(sent.body).toStrictEqual({ key: KEY, prompt: 'a dog', ...fields, webhook: WEBHOOK, track_id: TRACK_ID });
  });

  it('from an image, under both names that the sources give it', async () => {
    const options = { format: 'obj', seed: 5, quality: 'high' } as const;
    const { sent } = await order(service, { model: 'image-to-3d', options, inputs: [imageAs('image')] });
    expect(sent.path).toBe('/api/v6/3d/image_to_3d');
    expect(sent.body).toStrictEqual({
      key: KEY,
      init_image: IMAGE,
      image: IMAGE,
      output_format: 'obj',
      ss_sampling_steps: 50,
      slat_sampling_steps: 50,
      resolution: 512,
      seed: 5,
      webhook: WEBHOOK,
      track_id: TRACK_ID,
    });
  });
});

describe('the answers', () => {
  it('a queued model is a task; what is announced beside it is not a result', async () => {
    const { submission } = await order(service, { model: 'text-to-3d', prompt: 'a dog' });
    expect(submission).toStrictEqual({
      outcome: 'accepted',
      task: { family: '3d', taskId: '147', pollUrl: `${service.apiUrl}/v6/3d/fetch/147` },
      etaMs: 4_000,
    });
  });

  it('a model that is done comes first, then what was rendered of it', () => {
    expect(connect(service.apiUrl).readCallback(callbackOf(fixture('webhook-3d-with-render.json')))).toStrictEqual({
      news: 'ended',
      taskId: '147',
      settlement: {
        outcome: 'succeeded',
        sources: [
          {
            urls: [
              'https://pub-3f0c.r2.dev/generations/m.glb',
              'https://cdn2.stablediffusionapi.com/generations/m.glb',
            ],
          },
          { urls: ['https://pub-3f0c.r2.dev/generations/m.mp4'] },
        ],
        seed: 5,
      },
    });
  });

  it('a poll tells of progress and of failure', async () => {
    const poll = () => connect(service.apiUrl).poll({ family: '3d', taskId: '147' });
    service.answer(200, fixture('fetch-processing.json'));
    expect(await poll()).toStrictEqual({ outcome: 'running' });
    expect(service.seen.at(-1)?.path).toBe('/api/v6/3d/fetch/147');
    service.answer(200, fixture('fetch-failed.json'));
    expect(await poll()).toMatchObject({ settlement: { outcome: 'failed', failure: { reason: 'provider_down' } } });
  });
});
