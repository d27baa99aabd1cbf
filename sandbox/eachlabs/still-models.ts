import type { LabsModel, Properties } from './describe-model.ts';
import { model, PROMPT, pick, RATIOS, real, SEED, SIZES, START, text, urls, whole, yes } from './describe-model.ts';

const FORMAT: Properties = { output_format: pick('png', 'jpeg', 'png', 'webp') };
const NANO: Properties = {
  'prompt*': text({ minLength: 3, maxLength: 5000 }),
  num_images: whole(1, 4, 1),
  resolution: pick('1K', '1K', '2K', '4K'),
  ...FORMAT,
  sync_mode: yes(false),
};
const FLUX: Properties = {
  ...PROMPT,
  guidance_scale: real(0, 20, 2.5),
  num_images: whole(1, 4, 1),
  image_size: pick('landscape_4_3', ...SIZES),
  enable_prompt_expansion: yes(false),
  enable_safety_checker: yes(true),
  ...FORMAT,
  ...SEED,
};
const GPT: Properties = {
  ...PROMPT,
  image_size: pick('1024x1024', '1024x1024', '1536x1024', '1024x1536'),
  background: pick('auto', 'auto', 'transparent', 'opaque'),
  quality: pick('high', 'low', 'medium', 'high'),
  num_images: whole(1, 4, 1),
  ...FORMAT,
};
/** Pictures, as the documented models' schemas describe them. */
export const STILL_MODELS: readonly LabsModel[] = [
  model('nano-banana-pro', 'image', { ...NANO, aspect_ratio: pick('1:1', ...RATIOS), limit_generations: yes(false) }),
  model('nano-banana-pro-edit', 'edit', {
    ...NANO,
    'image_urls*': urls(14),
    aspect_ratio: pick('auto', 'auto', ...RATIOS),
  }),
  model('gemini-3-pro-image-preview', 'image', { ...NANO, aspect_ratio: pick('1:1', ...RATIOS) }),
  model(
    'flux-2-pro',
    'image',
    {
      ...PROMPT,
      image_size: pick('landscape_4_3', ...SIZES),
      safety_tolerance: pick('2', '1', '2', '3', '4', '5'),
      enable_safety_checker: yes(true),
      output_format: pick('jpeg', 'jpeg', 'png'),
      ...SEED,
    },
    { outputType: 'object' },
  ),
  model('flux-2-turbo-text-to-image', 'image', FLUX),
  model('flux-2-flash-text-to-image', 'image', FLUX),
  model('flux-2-turbo-edit', 'edit', { ...FLUX, 'image_urls*': urls(4), image_size: pick('square_hd', ...SIZES) }),
  model('gpt-image-v1-5-text-to-image', 'image', GPT),
  model('gpt-image-v1-5-edit', 'edit', { ...GPT, 'image_urls*': urls(8), input_fidelity: pick('high', 'low', 'high') }),
  model('bytedance-seedream-v4-5-text-to-image', 'image', {
    ...PROMPT,
    image_size: pick('square_hd', 'auto', ...SIZES),
    num_images: whole(1, 4, 1),
    max_images: whole(1, 4, 1),
    ...SEED,
  }),
  model('bytedance-seedream-v4-5-edit', 'edit', {
    ...PROMPT,
    'image_urls*': urls(10),
    enable_safety_checker: yes(true),
  }),
  // The seed is text here.
  model('imagen4-preview', 'image', {
    ...PROMPT,
    negative_prompt: text(),
    aspect_ratio: pick('1:1', '1:1', '16:9', '9:16', '3:4', '4:3'),
    num_images: whole(1, 4, 1),
    seed: text(),
  }),
  model(
    'topaz-upscale-image',
    'upscale',
    {
      ...START,
      upscale_factor: real(1, 4, 2),
      model: text({ default: 'Standard V2' }),
      output_format: pick('jpeg', 'jpeg', 'png'),
      face_enhancement: yes(true),
    },
    { outputType: 'string' },
  ),
  model('eachlabs-bg-remover-v1', 'cutout', START, { outputType: 'string' }),
];
