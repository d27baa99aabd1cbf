import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SubmitInput } from '#domain/ports/provider.ts';
import { MODELS } from '#providers/modelslab/endpoints/editing.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { KEY, WEBHOOK } from './bench.ts';
import { at, sentTo } from './sent.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

type Roles = readonly SubmitInput['role'][];

const PROMPT = 'a lighthouse at dusk';
const init_image = at('image');
const mask_image = at('mask');

describe('each endpoint with words gets exactly its own fields', () => {
  it.each<[string, string, object, Roles, object]>([
    [
      'outpaint',
      'outpaint',
      { aspect: '16:9', negative: 'fog', seed: 1 },
      ['image'],
      { image: init_image, prompt: PROMPT, negative_prompt: 'fog', width: 1408, height: 792, seed: 1, temp: false },
    ],
    [
      'inpaint',
      'inpaint',
      { aspect: '1:1', count: 2, negative: 'fog', seed: 1, strength: 0.6 },
      ['image', 'mask'],
      {
        prompt: PROMPT,
        negative_prompt: 'fog',
        init_image,
        mask_image,
        width: 1024,
        height: 1024,
        samples: 2,
        seed: 1,
        strength: 0.6,
        safety_checker: 'yes',
      },
    ],
    [
      'qwen-edit-2511',
      'qwen_edit',
      {},
      ['image', 'reference', 'reference'],
      {
        model_id: 'qwen-edit-2511',
        prompt: PROMPT,
        init_image: [init_image, at('reference'), at('reference-2')],
        safety_checker: true,
      },
    ],
    [
      'fashion',
      'fashion',
      { target: 'upper_body', negative: 'fog' },
      ['image', 'reference'],
      {
        init_image,
        cloth_image: at('reference'),
        cloth_type: 'upper_body',
        prompt: PROMPT,
        negative_prompt: 'fog',
      },
    ],
    [
      'face-gen',
      'face_gen',
      { aspect: '2:3', count: 2, style: 'anime' },
      ['image'],
      {
        prompt: PROMPT,
        face_image: init_image,
        width: 512,
        height: 768,
        samples: 2,
        safety_checker: true,
        style: 'anime',
      },
    ],
    [
      'head-shot',
      'head_shot',
      { aspect: '16:9' },
      ['image'],
      { prompt: PROMPT, face_image: init_image, width: 512, height: 288, samples: 1, safety_checker: true },
    ],
    ['flux-headshot', 'flux_headshot', { seed: 0 }, ['image'], { prompt: PROMPT, face_image: init_image, seed: 0 }],
    [
      'image-mixer',
      'img_mixer',
      { negative: 'fog', seed: 1, aspect: '1:1' },
      ['image', 'reference'],
      {
        prompt: PROMPT,
        negative_prompt: 'fog',
        init_image: [init_image, at('reference')],
        width: 1024,
        height: 1024,
        seed: 1,
      },
    ],
  ])('%s → %s', async (model, name, options, roles, own) => {
    const { path, body, submission } = await sentTo(service, model, { options, roles });
    expect(path).toBe(`v6/image_editing/${name}`);
    expect(body).toStrictEqual({ key: KEY, ...own, webhook: WEBHOOK });
    expect(submission).toMatchObject({ outcome: 'accepted', task: { family: 'image_editing' } });
  });
});

describe('each endpoint without words gets exactly its own fields', () => {
  it.each<[string, string, object, Roles, object]>([
    ['removebg', 'removebg_mask', {}, ['image'], { image: init_image }],
    [
      'realesrgan-x4plus-anime-6b',
      'super_resolution',
      { scale: 4 },
      ['image'],
      { init_image, model_id: 'RealESRGAN_x4plus_anime_6B', scale: 4 },
    ],
    ['ultra-resolution', 'super_resolution', {}, ['image'], { init_image, model_id: 'ultra_resolution' }],
    ['mask-creator', 'mask_creator', { target: 'the dog' }, ['image'], { init_image, specific_object: 'the dog' }],
    ['object-removal', 'object_removal', {}, ['image', 'mask'], { init_image, mask_image }],
    ['caption', 'caption', {}, ['image'], { init_image, prompt: 'Describe this image.' }],
    ['outpaint', 'outpaint', {}, ['image'], { image: init_image, temp: false }],
  ])('%s → %s', async (model, name, options, roles, own) => {
    const { path, body } = await sentTo(service, model, { options, roles, prompt: undefined });
    expect(path).toBe(`v6/image_editing/${name}`);
    expect(body).toStrictEqual({ key: KEY, ...own, webhook: WEBHOOK });
  });
});

it('flux-headshot, which must have a seed, gets one from the job: the same for the same job', async () => {
  const one = await sentTo(service, 'flux-headshot', { roles: ['image'] });
  const same = await sentTo(service, 'flux-headshot', { roles: ['image'] });
  const other = await sentTo(service, 'flux-headshot', {
    roles: ['image'],
    overrides: { jobId: '01jdzzzzzzzzzzzzzzzzzzzzzz' },
  });
  expect(one.body).toStrictEqual(same.body);
  expect(one.body).toMatchObject({ seed: 1 });
  expect(other.body).toMatchObject({ seed: 36 ** 5 - 1 });
});

it('checkers are off where that is allowed, in words or as a switch', async () => {
  const wish = { roles: ['image', 'mask'], nsfwAllowed: true } as const;
  expect((await sentTo(service, 'inpaint', wish)).body).toMatchObject({ safety_checker: 'no' });
  expect((await sentTo(service, 'qwen-edit-2509', wish)).body).toMatchObject({ safety_checker: false });
  expect((await sentTo(service, 'face-gen', wish)).body).toMatchObject({ safety_checker: false });
});

it('nothing here puts one face on another', () => {
  expect(MODELS.filter(({ id, route }) => /swap|deepfake/i.test(id + route))).toStrictEqual([]);
});
