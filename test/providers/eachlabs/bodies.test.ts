import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaintsOf } from '#domain/complaints.ts';
import type { Input } from '#domain/input.ts';
import type { Model } from '#domain/model.ts';
import { webhookSecretOf } from '#providers/eachlabs/webhook-secret.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fileOf, fixture, JOB_ID, KEY, known, modelOf, submitOf, WEBHOOK, WEBHOOK_SECRET } from './bench.ts';

let service: LocalService;
beforeAll(async () => {
  service = await startService();
  service.answer(200, fixture('submit-accepted'));
});
afterAll(() => service[Symbol.asyncDispose]());

type Asked = Parameters<typeof submitOf>[1];

/** What the service receives; the request is one that the model takes. */
async function sent(model: Model, asked: Asked = {}): Promise<unknown> {
  const submit = submitOf(model, asked);
  const file = { path: 'a', mediaType: 'image/png', extension: 'png', bytes: 3 };
  const inputs = submit.inputs.map(
    ({ role, name, mediaType }): Input => ({ role, name, file: { ...file, mediaType } }),
  );
  expect(complaintsOf({ ...submit.request, inputs }, model)).toStrictEqual([]);
  await connect(service.apiUrl).submit(submit);
  return service.seen.at(-1)?.body;
}

const prediction = (model: string, input: object) => ({ model, version: '0.0.1', input });
const PROMPT = 'a red fox in snow';
const wordless = { prompt: undefined } as unknown as Asked;

it('goes to the prediction’s address with the key as a bearer token, and with the job’s own secret', async () => {
  const body = await sent(known('nano-banana-pro'), { options: { aspect: '16:9' }, webhookUrl: WEBHOOK });
  expect(body).toStrictEqual({
    ...prediction('nano-banana-pro', { prompt: PROMPT, aspect_ratio: '16:9' }),
    webhook_url: WEBHOOK,
    webhook_secret: webhookSecretOf(JOB_ID, WEBHOOK_SECRET),
  });
  const { method, path, headers } = service.seen.at(-1) ?? {};
  expect([method, path]).toStrictEqual(['POST', '/api/v1/prediction']);
  expect(headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'content-type': 'application/json' });
  expect(headers).not.toHaveProperty('x-api-key');
});

describe('an image', () => {
  it('is asked for with nothing but the prompt when nothing is chosen', async () => {
    expect(await sent(known('nano-banana-pro'))).toStrictEqual(prediction('nano-banana-pro', { prompt: PROMPT }));
  });

  it('has ratio, count, resolution and format in the model’s words', async () => {
    const options = { aspect: '3:4', count: 2, resolution: '2k', format: 'webp' } as const;
    expect(await sent(known('nano-banana-pro'), { options })).toStrictEqual(
      prediction('nano-banana-pro', {
        prompt: PROMPT,
        aspect_ratio: '3:4',
        num_images: 2,
        resolution: '2K',
        output_format: 'webp',
      }),
    );
  });

  it('has a preset for its shape, and the safety checker as the channel wants it', async () => {
    const input = { prompt: PROMPT, image_size: 'portrait_16_9', seed: 7 };
    const asked = { options: { aspect: '9:16', seed: 7 } } as const;
    const model = known('flux-2-pro');
    expect(await sent(model, asked)).toStrictEqual(prediction('flux-2-pro', { ...input, enable_safety_checker: true }));
    expect(await sent(model, { ...asked, nsfwAllowed: true })).toStrictEqual(
      prediction('flux-2-pro', { ...input, enable_safety_checker: false }),
    );
  });

  it('has the larger of two squares', async () => {
    expect(await sent(known('bytedance-seedream-v4-5-text-to-image'), { options: { aspect: '1:1' } })).toMatchObject({
      input: { image_size: 'square_hd' },
    });
  });

  it('has pixels for its shape and the model’s words for quality', async () => {
    const options = { aspect: '3:2', quality: 'draft' } as const;
    expect(await sent(known('gpt-image-v1-5-text-to-image'), { options })).toStrictEqual(
      prediction('gpt-image-v1-5-text-to-image', { prompt: PROMPT, image_size: '1536x1024', quality: 'low' }),
    );
  });

  it('has its seed as text where the model wants text', async () => {
    const options = { seed: 4242, negative: 'dogs' };
    expect(await sent(known('imagen4-preview'), { options })).toStrictEqual(
      prediction('imagen4-preview', { prompt: PROMPT, seed: '4242', negative_prompt: 'dogs' }),
    );
  });
});

describe('files', () => {
  it('stand in a list, the one to change first, where the model takes a list', async () => {
    const files = [fileOf('reference', { url: 'https://bot.example/2.png' }), fileOf('image')];
    expect(await sent(known('nano-banana-pro-edit'), { files })).toStrictEqual(
      prediction('nano-banana-pro-edit', {
        prompt: PROMPT,
        image_urls: ['https://bot.example/media/image.png', 'https://bot.example/2.png'],
      }),
    );
  });

  it('stand alone where it takes one, without a prompt', async () => {
    const asked = { ...wordless, options: { scale: 4 }, files: [fileOf('image')] };
    const body = await sent(known('topaz-upscale-image'), asked);
    const image_url = 'https://bot.example/media/image.png';
    expect(body).toStrictEqual(prediction('topaz-upscale-image', { image_url, upscale_factor: 4 }));
  });

  it('are its first and last frame, whatever it calls them', async () => {
    const files = [fileOf('first_frame'), fileOf('last_frame')];
    const model = known('kling-o1-image-to-video/frames');
    expect(model.uses).toStrictEqual(['video']);
    expect(await sent(model, { files })).toStrictEqual(
      prediction('kling-o1-image-to-video', {
        prompt: PROMPT,
        start_image_url: 'https://bot.example/media/first_frame.png',
        end_image_url: 'https://bot.example/media/last_frame.png',
        duration: '5',
      }),
    );
  });

  it('are an image, a mask and references in fields of their own', async () => {
    const fields = { image: {}, mask_url: {}, reference_image_urls: { type: 'array', maxItems: 2 }, prompt: {} };
    const model = modelOf('some-inpainting', fields, ['image', 'mask_url', 'prompt']);
    const files = [fileOf('mask'), fileOf('reference'), fileOf('image')];
    expect(await sent(model, { files })).toMatchObject({
      input: {
        image: 'https://bot.example/media/image.png',
        mask_url: 'https://bot.example/media/mask.png',
        reference_image_urls: ['https://bot.example/media/reference.png'],
      },
    });
  });
});

describe('a duration', () => {
  it.each([
    ['veo3-1-text-to-video', 6, 6],
    ['seedance-v1-5-pro-text-to-video', 7, 7],
    ['kling-v2-6-pro-text-to-video', 10, '10'],
    ['wan-v2-6-text-to-video', 15, '15'],
    ['veo-3', 8, '8s'],
  ])('is said to %s in its own type', async (name, duration, said) => {
    const { input } = (await sent(known(name), { options: { duration } })) as { input: { duration: unknown } };
    expect(input.duration).toBe(said);
  });

  it('may have a fraction where the model takes one, and has none where it does not', async () => {
    const sound = known('elevenlabs-sound-effects');
    const asked = { options: { duration: 2.5 } };
    expect(await sent(sound, asked)).toStrictEqual(
      prediction('elevenlabs-sound-effects', { text: PROMPT, duration_seconds: 2.5 }),
    );
    const video = { options: { duration: 4.6 } };
    expect(await sent(known('seedance-v1-5-pro-text-to-video'), video)).toMatchObject({ input: { duration: 5 } });
  });
});

describe('sound and speech', () => {
  it('of a video is switched by the field that the model has', async () => {
    expect(await sent(known('veo3-1-text-to-video'), { options: { sound: false, resolution: '720p' } })).toStrictEqual(
      prediction('veo3-1-text-to-video', { prompt: PROMPT, generate_audio: false, resolution: '720p' }),
    );
    expect(await sent(known('pixverse-v5-6-text-to-video'), { options: { sound: true } })).toMatchObject({
      input: { generate_audio_switch: true },
    });
  });

  it('has its prompt as text, the voice, and the model’s own required default', async () => {
    expect(
      await sent(known('elevenlabs-text-to-speech'), { options: { voice: '21m00Tcm4TlvDq8ikWAM' } }),
    ).toStrictEqual(
      prediction('elevenlabs-text-to-speech', {
        text: PROMPT,
        voice_id: '21m00Tcm4TlvDq8ikWAM',
        model_id: 'eleven_v3',
      }),
    );
  });

  it('has lyrics, and one song where the default is to make and bill two', async () => {
    expect(await sent(known('mureka-generate-song'), { ...wordless, options: { lyrics: 'la la' } })).toStrictEqual(
      prediction('mureka-generate-song', { lyrics: 'la la', n: 1 }),
    );
    expect(await sent(known('mureka-generate-song'), { options: { lyrics: 'la', count: 2 } })).toStrictEqual(
      prediction('mureka-generate-song', { prompt: PROMPT, lyrics: 'la', n: 2 }),
    );
    expect(await sent(known('mureka-generate-instrumental'))).toStrictEqual(
      prediction('mureka-generate-instrumental', { prompt: PROMPT, model: 'auto', n: 1 }),
    );
    expect(await sent(known('minimax-music-v2'), { options: { lyrics: 'la la' } })).toStrictEqual(
      prediction('minimax-music-v2', { prompt: PROMPT, lyrics_prompt: 'la la' }),
    );
  });
});

it('every known model can be asked with nothing but what it needs, and never for its result inside the answer', async () => {
  for (const model of connect(service.apiUrl).models) {
    const files = model.inputs.filter(({ required }) => required).map(({ role }) => fileOf(role));
    const required = { voice: 'nova', lyrics: 'la la' } as const;
    const options = Object.fromEntries((model.requires ?? []).map((name) => [name, required[name as 'voice']]));
    const body = await sent(model, { files, options, ...(model.prompt.need === 'none' && wordless) });
    expect(body).toMatchObject({ model: model.name, version: '0.0.1' });
    expect(JSON.stringify(body)).not.toContain('sync_mode');
  }
});
