import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { complaintsOf } from '#domain/complaints.ts';
import { pollDelayMs } from '#providers/modelslab/cadence.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { callbackOf, connect, fixture, hiddenFileOf, KEY, requestOf, submitOf, TRACK_ID, WEBHOOK } from './bench.ts';
import { IMAGE, imageAs, order, orderOf, videoAs } from './order.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
  service.answer(200, fixture('submit-queued-video.json', service.origin));
});
afterEach(() => service[Symbol.asyncDispose]());

const CALLBACK = { webhook: WEBHOOK, track_id: TRACK_ID };

describe('the body of a video submit is exactly this', () => {
  it('from words, in the plain way: never the GIF that is its default', async () => {
    const { sent } = await order(service, { model: 'wan2.2', prompt: 'a heron takes off' });
    expect(sent).toMatchObject({ method: 'POST', path: '/api/v6/video/text2video' });
    expect(sent.body).toStrictEqual({
      key: KEY,
      model_id: 'wan2.2',
      prompt: 'a heron takes off',
      output_type: 'mp4',
      ...CALLBACK,
    });
  });

  it('from words, in the plain way, with everything that can be chosen', async () => {
    const options = { aspect: '16:9', negative: 'fog', duration: 2, seed: 7 } as const;
    const { sent } = await order(service, { model: 'ltx-2.3', prompt: 'a heron', options });
    expect(sent.body).toStrictEqual({
      key: KEY,
      model_id: 'ltx-2.3',
      prompt: 'a heron',
      negative_prompt: 'fog',
      width: 512,
      height: 288,
      num_frames: 24,
      fps: 12,
      output_type: 'mp4',
      seed: 7,
      ...CALLBACK,
    });
  });

  it.each(['image', 'first_frame'] as const)('from an image (%s), in the plain way: no seed', async (role) => {
    const wish = { model: 'wan2.2', use: role === 'image' ? 'animate' : 'video', prompt: 'it flies' } as const;
    const { sent } = await order(service, { ...wish, options: { seed: 7 }, inputs: [imageAs(role)] });
    expect(sent.path).toBe('/api/v6/video/img2video');
    expect(sent.body).toStrictEqual({
      key: KEY,
      model_id: 'wan2.2',
      prompt: 'it flies',
      output_type: 'mp4',
      init_image: IMAGE,
      ...CALLBACK,
    });
  });

  it('from words, in ultra', async () => {
    const options = { aspect: '9:16', negative: 'fog', duration: 5, resolution: '480p', seed: 7 } as const;
    const { sent } = await order(service, { model: 'wan2.2-ultra', prompt: 'a heron', options });
    expect(sent.path).toBe('/api/v6/video/text2video_ultra');
    expect(sent.body).toStrictEqual({
      key: KEY,
      model_id: 'wan2.2',
      prompt: 'a heron',
      negative_prompt: 'fog',
      seed: 7,
      resolution: 480,
      num_frames: 81,
      fps: 16,
      portrait: true,
      ...CALLBACK,
    });
  });

  it('from an image, in ultra, with nothing chosen', async () => {
    const wish = { model: 'ltx-2.3-ultra', use: 'animate', prompt: 'it flies', inputs: [imageAs('image')] } as const;
    const { sent } = await order(service, wish);
    expect(sent.path).toBe('/api/v6/video/img2video_ultra');
    expect(sent.body).toStrictEqual({
      key: KEY,
      model_id: 'ltx-2.3',
      prompt: 'it flies',
      init_image: IMAGE,
      ...CALLBACK,
    });
  });

  it('from an image, in 720 lines, which only Wan makes and only from images', async () => {
    const wish = { model: 'wan2.2-ultra-720p', prompt: 'it flies', options: { aspect: '16:9' } as const };
    const { sent } = await order(service, { ...wish, inputs: [imageAs('image')] });
    expect(sent.path).toBe('/api/v6/video/img2video_ultra');
    expect(sent.body).toStrictEqual({
      key: KEY,
      model_id: 'wan2.2',
      prompt: 'it flies',
      resolution: 720,
      portrait: false,
      init_image: IMAGE,
      ...CALLBACK,
    });
  });

  it('for an image that moves like a video', async () => {
    const inputs = [imageAs('image'), videoAs('video')];
    const { sent } = await order(service, { model: 'video-to-video', options: { resolution: '720p' }, inputs });
    expect(sent.path).toBe('/api/v6/video/video2video');
    expect(sent.body).toStrictEqual({
      key: KEY,
      init_image: IMAGE,
      init_video: 'https://bot.example/media/clip.mp4',
      resolution: 720,
      ...CALLBACK,
    });
  });

  it('for a watermark', async () => {
    const { sent } = await order(service, { model: 'watermark-remover', inputs: [videoAs('video')] });
    expect(sent.path).toBe('/api/v6/video/watermark_remover');
    expect(sent.body).toStrictEqual({ key: KEY, init_video: 'https://bot.example/media/clip.mp4', ...CALLBACK });
  });
});

describe('whatever length may be chosen, frames and rate stay within the documented bounds', () => {
  const lengths = (most: number) => Array.from({ length: (most - 1) * 20 + 1 }, (_, step) => 1 + step / 20);
  const clipFor = async (model: string, duration: number) => {
    const { sent } = await order(service, { model, prompt: 'x', options: { duration } });
    return sent.body as { num_frames: number; fps: number };
  };

  it.each([
    ['wan2.2', 3, 25],
    ['wan2.2-ultra', 5, 81],
  ])('%s, up to %i s', async (model, most, framesMax) => {
    for (const duration of lengths(most)) {
      const { num_frames, fps } = await clipFor(model, duration);
      expect(Number.isInteger(num_frames) && Number.isInteger(fps)).toBe(true);
      expect(num_frames).toBeLessThanOrEqual(framesMax);
      expect(fps).toBeLessThanOrEqual(16);
      expect(Math.abs(num_frames / fps - duration)).toBeLessThan(0.3);
    }
  });
});

describe('the catalogue refuses before anything is sent', () => {
  it.each([
    ['wan2.2-ultra', { resolution: '720p' }, 'resolution'],
    ['wan2.2-ultra', { duration: 6 }, 'duration'],
    ['wan2.2-ultra', { aspect: '1:1' }, 'aspect'],
    ['wan2.2', { duration: 4 }, 'duration'],
  ] as const)('%s with %j', (name, options, about) => {
    const { model } = orderOf({ model: name, prompt: 'x' });
    const complaints = complaintsOf(requestOf({ use: 'video', model: model.id, options }), model);
    expect(complaints).toMatchObject([{ about: 'option', name: about, problem: 'out_of_bounds' }]);
  });
});

it.each(['wan2.2', 'wan2.2-ultra', 'veo3'])(
  '%s does not make a video of words where an image was to be animated',
  async (model) => {
    const submit = orderOf({ model, use: 'animate', prompt: 'it flies' });
    expect(await connect(service.apiUrl).submit(submit)).toMatchObject({ failure: { reason: 'invalid_input' } });
    expect(service.seen).toStrictEqual([]);
  },
);

it('ultra costs 20 cents, and only ultra has a price', () => {
  const priceOf = (model: string) => orderOf({ model, prompt: 'x' }).model.priceMicroUsd;
  expect([priceOf('wan2.2-ultra'), priceOf('ltx-2.3-ultra'), priceOf('wan2.2')]).toStrictEqual([
    200_000,
    200_000,
    undefined,
  ]);
});

describe('the answers', () => {
  it('a queued video is a task of its family, asked about at the address that was named', async () => {
    const { submission } = await order(service, { model: 'wan2.2', prompt: 'x' });
    expect(submission).toStrictEqual({
      outcome: 'accepted',
      task: { family: 'video', taskId: '155918900', pollUrl: `${service.apiUrl}/v6/video/fetch/155918900` },
      etaMs: 416_940,
    });
  });

  it('a video that is done is one file, with the model that really made it', () => {
    const { readCallback } = connect(service.apiUrl);
    expect(readCallback(callbackOf(fixture('webhook-video-substituted.json')))).toStrictEqual({
      news: 'ended',
      taskId: '155918901',
      settlement: {
        outcome: 'succeeded',
        sources: [{ urls: ['https://pub-3f0c.r2.dev/generations/v.mp4'] }],
        model: 'wan2.2',
      },
    });
  });

  it('a poll goes to the family where no address was named', async () => {
    service.answer(200, fixture('fetch-processing.json'));
    const answer = await connect(service.apiUrl).poll({ family: 'video', taskId: '9' });
    expect(service.seen.at(-1)?.path).toBe('/api/v6/video/fetch/9');
    expect(answer).toStrictEqual({ outcome: 'running' });
  });

  it('videos are asked about more rarely than images', () => {
    const wait = (family: string) => pollDelayMs(5, { family, expectsCallback: true });
    expect(wait('video')).toBeGreaterThan(wait('images'));
  });
});

it('without an address of our own, the image is uploaded first', async () => {
  service.respond((response, { path }) => {
    const isUpload = path.endsWith('base64_to_url');
    const file = isUpload ? 'upload-done.json' : 'submit-queued-video.json';
    response.writeHead(200, { 'content-type': 'application/json' }).end(fixture(file, service.origin));
  });
  const submit = orderOf({ model: 'wan2.2', use: 'animate', prompt: 'x', inputs: [imageAs('image')] });
  await connect(service.apiUrl).submit(submitOf(submit.request, { inputs: [hiddenFileOf('image')] }));
  expect(service.seen.map(({ path }) => path)).toStrictEqual(['/api/v6/base64_to_url', '/api/v6/video/img2video']);
  expect(service.seen[1]?.body).toMatchObject({ init_image: 'https://pub-3f0c.r2.dev/temp/up-1047.png' });
});
