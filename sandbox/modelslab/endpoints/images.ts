import type { Endpoint } from '#sandbox/modelslab/endpoint.ts';
import type { Fields } from '#sandbox/services/fields.ts';
import { any, choice, file, flag, number, required, text, whole } from '#sandbox/services/fields.ts';
import { pictures } from './pictures.ts';

const SCHEDULERS = [
  'DDPM',
  'DDIM',
  'PNDM',
  'LMSDiscrete',
  'EulerDiscrete',
  'EulerAncestralDiscrete',
  'DPMSolverMultistep',
  'HeunDiscrete',
  'KDPM2Discrete',
  'DPMSolverSinglestep',
  'KDPM2AncestralDiscrete',
  'UniPCMultistep',
  'DDIMInverse',
  'DEISMultistep',
  'IPNDM',
  'KarrasVe',
  'ScoreSdeVe',
  'LCM',
].map((name) => `${name}Scheduler`);

/** Pixels; these limits are in the error messages of docs.modelslab.com/error-codes. */
const side = number(256, 1024, { whole: true, step: 8 });
const image = file('image', { data: true });
const share = number(0, 1);

const COMMON: Fields = {
  width: side,
  height: side,
  samples: whole(1, 4),
  guidance_scale: number(1, 20),
  seed: whole(),
  negative_prompt: text(),
  num_inference_steps: whole(1, 50),
  enhance_prompt: flag,
  safety_checker: flag,
  safety_checker_type: choice('blur', 'sensitive_content_text', 'pixelate', 'black'),
  lora_model: text(),
  lora_strength: any,
  scheduler: choice(...SCHEDULERS),
  use_karras_sigmas: flag,
  algorithm_type: choice('none', 'dpmsolver+++'),
  clip_skip: whole(1, 8),
  vae: text(),
  upscale: flag,
  ip_adapter_id: text(),
  ip_adapter_scale: share,
  ip_adapter_image: image,
  base64: flag,
  temp: flag,
};

const FLUX: Fields = {
  injected_noise_alpha: share,
  sigma_threshold: share,
  true_cfg_scale: number(0, 10),
  use_cfg_zero_star: flag,
  use_zero_init: flag,
  zero_steps: whole(0, 50),
};

/** For `flux-kontext-dev`, whose scale is called `guidance`. */
const KONTEXT: Fields = { init_image_2: image, guidance: number(0, 20) };

const MODEL: Fields = { model_id: required(text()) };
const PROMPT: Fields = { prompt: required(text()) };

const images = (path: string, fields: Fields): Endpoint => ({
  path: `v6/images/${path}`,
  family: 'v6/images',
  shape: 'images',
  fields: { ...PROMPT, ...MODEL, ...fields, ...COMMON },
  products: pictures,
});

const CONTROLS = [
  'canny',
  'depth',
  'hed',
  'mlsd',
  'normal',
  'openpose',
  'scribble',
  'segmentation',
  'inpaint',
  'softedge',
  'lineart',
  'shuffle',
  'tile',
  'face_detector',
  'qrcode',
  'blur',
  'pose',
  'gray',
  'low_quality',
];

const controlnet: Endpoint = {
  path: 'v5/controlnet',
  family: 'v6/images',
  shape: 'controlnet',
  fields: {
    ...PROMPT,
    ...MODEL,
    ...COMMON,
    width: number(64, 1024, { whole: true }),
    height: number(64, 1024, { whole: true }),
    num_inference_steps: choice(21, 30, 31),
    controlnet_model: required(text()),
    controlnet_type: choice(...CONTROLS),
    auto_hint: flag,
    guess_mode: flag,
    init_image: image,
    control_image: image,
    mask_image: image,
    controlnet_conditioning_scale: number(0.1, 5),
    strength: share,
    tomesd: flag,
  },
  fault: ({ controlnet_model, init_image, control_image }) => {
    const unknown = String(controlnet_model)
      .split(',')
      .find((one) => !CONTROLS.includes(one.trim()));
    if (unknown !== undefined) return `controlnet_model must be one of ${CONTROLS.join(', ')}`;
    return init_image || control_image ? undefined : 'init_image is required';
  },
  products: pictures,
};

const realtime = (path: string, fields: Fields): Endpoint => ({
  path: `v6/realtime/${path}`,
  family: 'v6/realtime',
  shape: 'realtime',
  holds: true,
  fields: {
    ...PROMPT,
    ...fields,
    negative_prompt: text(),
    width: number(1, 1024, { whole: true }),
    height: number(1, 1024, { whole: true }),
    samples: whole(1, 4),
    safety_checker: flag,
    seed: whole(),
    instant_response: flag,
    base64: flag,
  },
  products: pictures,
});

const START: Fields = { init_image: required(image) };
const START_AND_MASK: Fields = { ...START, mask_image: required(image) };

export const IMAGE_ENDPOINTS: readonly Endpoint[] = [
  images('text2img', FLUX),
  images('img2img', { ...START, strength: share, ...KONTEXT }),
  images('inpaint', { ...START_AND_MASK, strength: share, steps: whole(1, 50) }),
  controlnet,
  realtime('text2img', {}),
  realtime('img2img', { ...START, strength: share }),
  realtime('inpaint', { ...START_AND_MASK, strength: share }),
];
