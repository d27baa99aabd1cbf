import { cutOut, enlarge, maskOf, widen } from '#sandbox/media/retouch.ts';
import { describePicture } from '#sandbox/media/words.ts';
import type { Endpoint, Order, Product } from '#sandbox/modelslab/endpoint.ts';
import type { Fields } from '#sandbox/services/fields.ts';
import { choice, file, flag, number, required, text, toFlag, toNumber, whole } from '#sandbox/services/fields.ts';
import { firstPicture, pictures, retouched, sizeAsked } from './pictures.ts';

const image = file('image', { data: true });
const BASE64: Fields = { base64: flag };
const SEED: Fields = { seed: whole() };
const PROMPT: Fields = { prompt: required(text()) };
const START: Fields = { init_image: required(image) };
const STEPS = choice(21, 31, 41);

const editing = (path: string, fields: Fields, products: Endpoint['products'] = pictures): Endpoint => ({
  path: `v6/image_editing/${path}`,
  family: 'v6/image_editing',
  shape: 'editing',
  fields,
  products,
});

const outpainted = retouched((bytes, order) => {
  const asked = order.body.width === undefined ? { width: 1280, height: 720 } : sizeAsked(order, 720);
  return widen(bytes, asked);
});

const caption = (_: Order): readonly Product[] => [
  { extension: 'txt', make: async (given) => Buffer.from(describePicture(firstPicture(given).byteLength)) },
];

const FACE: Fields = {
  ...PROMPT,
  face_image: required(image),
  width: whole(1, 512),
  height: whole(1, 768),
  num_inference_steps: STEPS,
  s_scale: number(0, 2),
  samples: whole(1, 2),
  negative_prompt: text(),
  safety_checker: flag,
  safety_checker_type: text(),
  ...SEED,
  ...BASE64,
};

export const EDITING_ENDPOINTS: readonly Endpoint[] = [
  editing(
    'removebg_mask',
    {
      image: required(image),
      alpha_matting: flag,
      post_process_mask: flag,
      only_mask: flag,
      inverse_mask: flag,
      alpha_matting_foreground_threshold: whole(0, 240),
      alpha_matting_background_threshold: whole(0, 20),
      alpha_matting_erode_size: whole(0, 5),
      ...SEED,
      ...BASE64,
    },
    retouched((bytes, { body }) => (toFlag(body.only_mask) ? maskOf(bytes) : cutOut(bytes))),
  ),
  editing(
    'super_resolution',
    {
      ...START,
      model_id: choice(
        'RealESRGAN_x4plus',
        'RealESRGAN_x4plus_anime_6B',
        'RealESRGAN_x2plus',
        'realesr-general-x4v3',
        'ultra_resolution',
      ),
      scale: whole(1, 4),
      face_enhance: flag,
    },
    retouched((bytes, { body }) => enlarge(bytes, toNumber(body.scale) ?? 3)),
  ),
  editing(
    'outpaint',
    {
      image: required(image),
      prompt: text(),
      negative_prompt: text(),
      width: whole(1, 1440),
      height: whole(1, 1440),
      overlap_width: whole(0, 42),
      num_inference_steps: whole(1, 30),
      guidance_scale: number(),
      temp: flag,
      ...SEED,
      ...BASE64,
    },
    outpainted,
  ),
  editing('inpaint', {
    ...PROMPT,
    ...START,
    mask_image: required(image),
    negative_prompt: text(),
    width: whole(1, 1024),
    height: whole(1, 1024),
    samples: whole(1, 4),
    num_inference_steps: whole(),
    safety_checker: choice('yes', 'no'),
    guidance_scale: whole(1, 5),
    strength: number(0, 1),
    instant_response: choice('true', 'false'),
    base64: choice('true', 'false'),
    ...SEED,
  }),
  editing('mask_creator', { specific_object: required(text()), ...START, ...BASE64 }, retouched(maskOf)),
  editing('object_removal', { ...START, mask_image: required(image) }),
  editing('qwen_edit', {
    ...PROMPT,
    init_image: required(file('image', { most: 4, data: true })),
    model_id: choice('qwen-edit-2509', 'qwen-edit-2511'),
    safety_checker: flag,
    ...BASE64,
  }),
  editing('fashion', {
    ...START,
    cloth_image: required(image),
    cloth_type: required(choice('upper_body', 'lower_body', 'dresses')),
    prompt: text(),
    negative_prompt: text(),
    num_inference_steps: STEPS,
    guidance_scale: number(1, 20),
    temp: choice('yes', 'no'),
  }),
  editing('face_gen', {
    ...FACE,
    guidance_scale: number(1, 20),
    style: choice('comic', 'chibi', '3d', 'anime', 'realistic'),
  }),
  editing('head_shot', { ...FACE, guidance_scale: number(1, 5) }),
  editing('flux_headshot', {
    ...PROMPT,
    face_image: required(image),
    seed: required(whole()),
    width: whole(1, 1024),
    height: whole(1, 1024),
    num_inference_steps: whole(1, 26),
    guidance_scale: number(1, 10),
  }),
  editing('img_mixer', {
    ...PROMPT,
    init_image: required(file('image', { most: 4, data: true })),
    negative_prompt: text(),
    width: whole(1, 1024),
    height: whole(1, 1024),
    steps: whole(1, 50),
    guidance_scale: number(1, 20),
    samples: whole(1, 1),
    ...SEED,
  }),
  editing('caption', { ...START, length: choice('short', 'normal', 'long'), ...BASE64 }, caption),
];

const interior = (path: string, fields: Fields): Endpoint => ({
  path: `v6/interior/${path}`,
  family: 'v6/interior',
  shape: 'video',
  fields: {
    ...START,
    ...fields,
    negative_prompt: text(),
    strength: path === 'make' ? number(1, 10) : number(0, 1),
    num_inference_steps: path === 'interior_mixer' ? whole(1, 50) : STEPS,
    guidance_scale: number(1, 20),
    temp: flag,
    specific_object: text(),
    ...SEED,
    ...BASE64,
  },
  products: pictures,
});

const SCENARIOS = 'beach desert plain taiga mountain snow jungle city underwater urban forest'.split(' ');
const ROOM_SIDE = whole(512, 2048);

export const INTERIOR_ENDPOINTS: readonly Endpoint[] = [
  interior('make', PROMPT),
  interior('room_decorator', PROMPT),
  interior('floor_planning', PROMPT),
  interior('sketch_rendering', PROMPT),
  interior('exterior_restorer', PROMPT),
  interior('scenario_changer', { ...PROMPT, scenario: required(choice(...SCENARIOS)) }),
  interior('object_removal', { object_name: required(text()), prompt: text() }),
  interior('interior_mixer', { ...PROMPT, object_image: required(image), width: ROOM_SIDE, height: ROOM_SIDE }),
];
