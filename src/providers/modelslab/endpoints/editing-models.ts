import type { Model } from '#domain/model.ts';
import { offer } from '#providers/modelslab/offer.ts';

const ANY = { any: true } as const;
const NO_PROMPT = { need: 'none' } as const;
const OPTIONAL_PROMPT = { need: 'optional' } as const;
const IMAGE = { role: 'image', accepts: ['image'], required: true } as const satisfies Model['inputs'][number];
const MASK = { ...IMAGE, role: 'mask' } as const;
const REFERENCE = { ...IMAGE, role: 'reference' } as const;

/** Four images at most, the first of them the one to change. */
const FURTHER_IMAGES = { ...REFERENCE, most: 3 } as const;

type Facts = Omit<Parameters<typeof offer>[0], 'uses' | 'route'> & { readonly uses?: Model['uses'] };

const model = (way: string, facts: Facts): Model =>
  offer({ name: way, inputs: [IMAGE], uses: ['edit'], ...facts, route: `editing.${way}` });

/** The page gives a default of 3 for the scale and no bounds; a model that is made for one factor gets no other. */
const upscaler = (name: string, label: string, scale?: { readonly min: number; readonly max: number }): Model =>
  model('super_resolution', {
    id: name.toLowerCase().replaceAll('_', '-'),
    name,
    label,
    uses: ['upscale'],
    prompt: NO_PROMPT,
    options: scale ? { scale } : {},
  });

/** Edits by words first, then what is for one purpose. */
export const MODELS: readonly Model[] = [
  model('qwen_edit', {
    id: 'qwen-edit-2511',
    name: 'qwen-edit-2511',
    label: 'Qwen Edit 2511',
    inputs: [IMAGE, { ...FURTHER_IMAGES, required: false }],
  }),
  model('qwen_edit', {
    id: 'qwen-edit-2509',
    name: 'qwen-edit-2509',
    label: 'Qwen Edit 2509',
    inputs: [IMAGE, { ...FURTHER_IMAGES, required: false }],
  }),
  model('inpaint', {
    id: 'inpaint',
    label: 'Inpaint: fill a mask',
    options: { aspect: ANY, count: { min: 1, max: 4 }, negative: ANY, seed: ANY, strength: { min: 0, max: 1 } },
    inputs: [IMAGE, MASK],
  }),
  model('object_removal', {
    id: 'object-removal',
    label: 'Object removal: clear a mask',
    prompt: NO_PROMPT,
    inputs: [IMAGE, MASK],
  }),
  model('outpaint', {
    id: 'outpaint',
    label: 'Outpaint: widen an image',
    prompt: OPTIONAL_PROMPT,
    options: { aspect: ANY, negative: ANY, seed: ANY },
  }),
  model('img_mixer', {
    id: 'image-mixer',
    label: 'Image mixer',
    options: { aspect: ANY, negative: ANY, seed: ANY },
    inputs: [IMAGE, FURTHER_IMAGES],
  }),
  model('fashion', {
    id: 'fashion',
    label: 'Fashion: try clothes on',
    prompt: OPTIONAL_PROMPT,
    options: { target: { oneOf: ['upper_body', 'lower_body', 'dresses'] }, negative: ANY },
    requires: ['target'],
    inputs: [IMAGE, REFERENCE],
  }),
  model('face_gen', {
    id: 'face-gen',
    label: 'Face generator: a portrait after a face',
    options: {
      aspect: ANY,
      count: { min: 1, max: 2 },
      style: { oneOf: ['realistic', 'anime', '3d', 'comic', 'chibi'] },
    },
  }),
  model('head_shot', {
    id: 'head-shot',
    label: 'Head shot: a portrait photo after a face',
    options: { aspect: ANY, count: { min: 1, max: 2 } },
  }),
  model('flux_headshot', {
    id: 'flux-headshot',
    label: 'Flux head shot (enterprise plan)',
    options: { aspect: ANY, seed: ANY },
  }),
  model('mask_creator', {
    id: 'mask-creator',
    label: 'Mask creator: find an object',
    prompt: NO_PROMPT,
    options: { target: ANY },
    requires: ['target'],
  }),
  model('caption', { id: 'caption', label: 'Caption: an image in words', prompt: NO_PROMPT }),
  upscaler('realesr-general-x4v3', 'Real-ESRGAN General', { min: 2, max: 4 }),
  upscaler('RealESRGAN_x4plus', 'Real-ESRGAN x4', { min: 2, max: 4 }),
  upscaler('RealESRGAN_x4plus_anime_6B', 'Real-ESRGAN x4 Anime', { min: 2, max: 4 }),
  upscaler('RealESRGAN_x2plus', 'Real-ESRGAN x2', { min: 2, max: 2 }),
  upscaler('ultra_resolution', 'Ultra Resolution'),
  model('removebg_mask', {
    id: 'removebg',
    label: 'Background remover',
    uses: ['removebg'],
    prompt: NO_PROMPT,
  }),
];
