import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fileOf, fixture, submitTo, WEBHOOK } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
  service.answer(200, JSON.parse(fixture('submit-array.json')));
});
afterEach(() => service[Symbol.asyncDispose]());

const submit = (...args: Parameters<typeof submitTo>) => connect(service.apiUrl).submit(submitTo(...args));

async function sentFor(...args: Parameters<typeof submitTo>): Promise<unknown> {
  await submit(...args);
  return service.seen.at(-1)?.body;
}

const FIRST = 'https://bot.example/media/image';
const LAST = 'https://bot.example/media/last_frame';
const prompt = 'a lighthouse at dusk';

describe('the submit of a video', () => {
  it('goes to the path of videos, under the family of videos', async () => {
    expect(await submit('kling-v3')).toStrictEqual({
      outcome: 'accepted',
      task: { family: 'videos', taskId: 'task_01KA0A' },
    });
    expect(service.seen[0]).toMatchObject({ method: 'POST', path: '/api/v1/videos/generations' });
    expect(service.seen[0]?.body).toStrictEqual({ model: 'kling-v3', prompt });
  });

  it('says the ratio as aspect_ratio and the duration as a number to Veo', async () => {
    const options = { aspect: '9:16', duration: 8, resolution: '4k' } as const;
    const body = await sentFor('veo3.1-fast', { options }, { inputs: [fileOf('image')], webhookUrl: WEBHOOK });
    expect(body).toStrictEqual({
      model: 'veo3.1-fast',
      prompt,
      duration: 8,
      aspect_ratio: '9:16',
      resolution: '4k',
      image_urls: [FIRST],
      webhook: WEBHOOK,
    });
  });

  it('names the frames singly to the official Veo, and spells its 4K', async () => {
    const options = { aspect: '16:9', duration: 6, resolution: '4k', negative: 'fog', seed: 7 } as const;
    const inputs = [fileOf('last_frame'), fileOf('image')];
    expect(await sentFor('veo3.1-quality-official', { options }, { inputs })).toStrictEqual({
      model: 'veo3.1-quality-official',
      prompt,
      duration: 6,
      aspect_ratio: '16:9',
      resolution: '4K',
      negative_prompt: 'fog',
      seed: 7,
      first_frame_image: FIRST,
      last_frame_image: LAST,
    });
    const hd = await sentFor('veo3.1-quality-official', { options: { resolution: '720p' } });
    expect(hd).toHaveProperty('resolution', '720p');
  });

  it.each([
    ['720p', 'std'],
    ['1080p', 'pro'],
    ['4k', '4k'],
  ])('says %s to Kling 3 as its mode %s', async (resolution, mode) => {
    expect(await sentFor('kling-v3', { options: { resolution } })).toStrictEqual({ model: 'kling-v3', prompt, mode });
  });

  it('gives Kling 3 its frames in order, whatever the order of the request', async () => {
    const inputs = [fileOf('last_frame'), fileOf('image')];
    const options = { aspect: '1:1', duration: 10, negative: 'fog' } as const;
    expect(await sentFor('kling-v3', { options }, { inputs })).toStrictEqual({
      model: 'kling-v3',
      prompt,
      duration: 10,
      aspect_ratio: '1:1',
      negative_prompt: 'fog',
      image_urls: [FIRST, LAST],
    });
  });

  it.each([
    [true, 'pro'],
    [false, 'std'],
  ])('says sound %s to Kling 2.6 as its mode %s', async (sound, mode) => {
    const body = await sentFor('kling-v2-6', { options: { sound, duration: 5 } });
    expect(body).toStrictEqual({ model: 'kling-v2-6', prompt, duration: 5, mode });
  });

  it('names a ratio to Kling 3 Turbo only where no first frame decides it', async () => {
    const options = { aspect: '9:16', duration: 4.4, resolution: '1080p' } as const;
    expect(await sentFor('kling-3.0-turbo', { options })).toStrictEqual({
      model: 'kling-3.0-turbo',
      prompt,
      duration: 4,
      resolution: '1080p',
      aspect_ratio: '9:16',
    });
    expect(await sentFor('kling-3.0-turbo', { options }, { inputs: [fileOf('first_frame')] })).toStrictEqual({
      model: 'kling-3.0-turbo',
      prompt,
      duration: 4,
      resolution: '1080p',
      first_frame_image: 'https://bot.example/media/first_frame',
    });
  });

  it('says the ratio as size to Seedance 2, and what each file is', async () => {
    const options = { aspect: '1:1', duration: 5, resolution: '480p', seed: 9, sound: true } as const;
    const inputs = [fileOf('reference'), fileOf('image'), fileOf('last_frame'), fileOf('video'), fileOf('audio')];
    expect(await sentFor('doubao-seedance-2.0', { options }, { inputs })).toStrictEqual({
      model: 'doubao-seedance-2.0',
      prompt,
      duration: 5,
      size: '1:1',
      resolution: '480p',
      seed: 9,
      generate_audio: true,
      image_with_roles: [
        { url: FIRST, role: 'first_frame' },
        { url: LAST, role: 'last_frame' },
        { url: 'https://bot.example/media/reference', role: 'reference_image' },
      ],
      video_urls: ['https://bot.example/media/video'],
      audio_urls: ['https://bot.example/media/audio'],
    });
  });

  it('says the ratio as aspect_ratio and sound as audio to Seedance 1.5', async () => {
    const options = { aspect: '16:9', duration: 12, sound: false } as const;
    expect(await sentFor('doubao-seedance-1-5-pro', { options })).toStrictEqual({
      model: 'doubao-seedance-1-5-pro',
      prompt,
      duration: 12,
      aspect_ratio: '16:9',
      audio: false,
    });
  });

  it('is plain for Omni Flash and for Sora', async () => {
    const options = { aspect: '16:9', resolution: '720p' } as const;
    for (const model of ['Omni-Flash-Ext', 'sora-2']) {
      expect(await sentFor(model, { options }, { inputs: [fileOf('image')] })).toStrictEqual({
        model,
        prompt,
        aspect_ratio: '16:9',
        resolution: '720p',
        image_urls: [FIRST],
      });
    }
  });
});

describe('what a video cannot be made of is refused before anything is sent', () => {
  it.each([
    ['two first frames', 'kling-v3', ['image', 'first_frame']],
    ['a last frame alone', 'kling-v3', ['last_frame']],
    ['a sound alone', 'doubao-seedance-2.0', ['audio']],
  ] as const)('%s', async (_, model, roles) => {
    expect(await submit(model, {}, { inputs: roles.map((role) => fileOf(role)) })).toMatchObject({
      outcome: 'refused',
      failure: { reason: 'invalid_input' },
    });
    expect(service.seen).toStrictEqual([]);
  });
});
