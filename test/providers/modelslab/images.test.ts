import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ASPECTS } from '#domain/options.ts';
import { inpaintModel } from '#providers/modelslab/endpoints/images.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, KEY, submitOf, TRACK_ID, WEBHOOK } from './bench.ts';
import { at, sentTo } from './sent.ts';

const ENDS = { webhook: WEBHOOK, track_id: TRACK_ID };

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

describe('the body of a submit from words alone', () => {
  it('is exactly this for flux, which takes neither a negative prompt nor prompt enhancement', async () => {
    expect(await sentTo(service, 'flux', { options: { count: 2, seed: 4242 } })).toMatchObject({
      path: 'v6/images/text2img',
      submission: { outcome: 'accepted', task: { family: 'images' } },
    });
    expect(service.seen[0]?.body).toStrictEqual({
      key: KEY,
      model_id: 'flux',
      prompt: 'a lighthouse at dusk',
      width: 1024,
      height: 1024,
      samples: 2,
      seed: 4242,
      safety_checker: true,
      ...ENDS,
    });
  });

  it('is exactly this for another model: the negative prompt goes along, the prompt is drawn as written', async () => {
    const options = { negative: 'fog', aspect: '16:9', seed: 0 } as const;
    const { path, body } = await sentTo(service, 'sdxl', { options, nsfwAllowed: true });
    expect(path).toBe('v6/images/text2img');
    expect(body).toStrictEqual({
      key: KEY,
      model_id: 'sdxl',
      prompt: 'a lighthouse at dusk',
      negative_prompt: 'fog',
      width: 1024,
      height: 576,
      samples: 1,
      seed: 0,
      enhance_prompt: false,
      safety_checker: false,
      ...ENDS,
    });
  });

  it('has nothing that was not chosen, and no webhook where none can be sent', async () => {
    service.answer(200, { status: 'processing', id: 1 });
    await connect(service.apiUrl).submit(submitOf());
    expect(Object.keys(service.seen[0]?.body ?? {}).toSorted()).toStrictEqual([
      'height',
      'key',
      'model_id',
      'prompt',
      'safety_checker',
      'samples',
      'track_id',
      'width',
    ]);
  });

  it.each(ASPECTS)('asks for a size of ratio %s that the service takes', async (aspect) => {
    const { body } = await sentTo(service, 'flux', { options: { aspect } });
    const [across = 0, down = 0] = aspect.split(':').map(Number);
    const { width, height } = body as { width: number; height: number };
    expect(width / height).toBe(across / down);
    for (const side of [width, height]) {
      expect(side % 8).toBe(0);
      expect(side).toBeGreaterThanOrEqual(256);
      expect(side).toBeLessThanOrEqual(1024);
    }
  });

  it('goes to the configured base address, with or without a slash at its end', async () => {
    service.answer(200, { status: 'processing', id: 1 });
    await connect(`${service.apiUrl}/`).submit(submitOf());
    expect(service.seen[0]?.path).toBe('/api/v6/images/text2img');
  });
});

describe('the same model with an image', () => {
  it('goes to img2img with exactly this body', async () => {
    const { path, body } = await sentTo(service, 'sdxl', { roles: ['image'], options: { strength: 0.4, count: 4 } });
    expect(path).toBe('v6/images/img2img');
    expect(body).toStrictEqual({
      key: KEY,
      model_id: 'sdxl',
      prompt: 'a lighthouse at dusk',
      init_image: at('image'),
      strength: 0.4,
      samples: 4,
      enhance_prompt: false,
      safety_checker: true,
      ...ENDS,
    });
  });

  it('and a guide goes to controlnet with exactly this body, whose track id would have to be a number', async () => {
    const options = { guide: 'openpose', aspect: '2:3', negative: 'fog', seed: 7, strength: 0.9 } as const;
    const { path, body, submission } = await sentTo(service, 'realistic-vision-51', { roles: ['image'], options });
    expect(path).toBe('v5/controlnet');
    expect(submission).toMatchObject({ task: { family: 'images' } });
    expect(body).toStrictEqual({
      key: KEY,
      model_id: 'realistic-vision-51',
      controlnet_model: 'openpose',
      controlnet_type: 'openpose',
      auto_hint: 'yes',
      guess_mode: 'no',
      prompt: 'a lighthouse at dusk',
      negative_prompt: 'fog',
      init_image: at('image'),
      width: 672,
      height: 1008,
      samples: 1,
      seed: 7,
      strength: 0.9,
      enhance_prompt: 'no',
      safety_checker: 'yes',
      webhook: WEBHOOK,
    });
  });

  it('but a guide without an image is refused, and nothing is sent', async () => {
    const { submission } = await sentTo(service, 'sdxl', { options: { guide: 'canny' } });
    expect(submission).toStrictEqual({
      outcome: 'refused',
      failure: { reason: 'invalid_input', detail: 'a guide needs an image to be taken from' },
    });
    expect(service.seen).toStrictEqual([]);
  });
});

it('Flux ControlNet goes the same way, its checker off where that is allowed', async () => {
  const wish = { roles: ['image'], options: { guide: 'low_quality' }, nsfwAllowed: true } as const;
  const { path, body } = await sentTo(service, 'fluxdev', wish);
  expect(path).toBe('v5/controlnet');
  expect(body).toMatchObject({ model_id: 'fluxdev', controlnet_model: 'low_quality', safety_checker: 'no' });
});

describe('an edit by flux-kontext-dev', () => {
  const edit = { options: { seed: 3, negative: 'fog', strength: 0.8, aspect: '1:1' } } as const;

  it.each([
    [['image'] as const, {}],
    [['reference', 'image'] as const, { init_image_2: at('reference') }],
  ])('from %j has exactly this body', async (roles, second) => {
    const { path, body } = await sentTo(service, 'flux-kontext-dev', { ...edit, roles });
    expect(path).toBe('v6/images/img2img');
    expect(body).toStrictEqual({
      key: KEY,
      model_id: 'flux-kontext-dev',
      prompt: 'a lighthouse at dusk',
      negative_prompt: 'fog',
      init_image: at('image'),
      ...second,
      width: 1024,
      height: 1024,
      strength: 0.8,
      samples: 1,
      seed: 3,
      enhance_prompt: false,
      safety_checker: true,
      ...ENDS,
    });
  });
});

it('an inpainting by a model of the list has exactly this body', async () => {
  const model = inpaintModel({ id: 'some-inpaint', label: 'Some' });
  const wish = { roles: ['image', 'mask'], overrides: { model } } as const;
  const { path, body } = await sentTo(service, 'lazymixv4-inpaint', wish);
  expect(path).toBe('v6/images/inpaint');
  expect(body).toStrictEqual({
    key: KEY,
    model_id: 'some-inpaint',
    prompt: 'a lighthouse at dusk',
    init_image: at('image'),
    mask_image: at('mask'),
    samples: 1,
    enhance_prompt: false,
    safety_checker: true,
    ...ENDS,
  });
});

it('a route that no version knows is refused, and nothing is sent', async () => {
  const model = { ...submitOf().model, route: 'of-the-future' };
  const { submission } = await sentTo(service, 'flux', { overrides: { model } });
  expect(submission).toMatchObject({ outcome: 'refused', failure: { reason: 'model_unavailable' } });
  expect(service.seen).toStrictEqual([]);
});
