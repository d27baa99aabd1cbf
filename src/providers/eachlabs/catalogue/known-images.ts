import { flag, images, integer, oneOf, row, seed, text } from './known-row.ts';

const PRESETS = 'square_hd square portrait_4_3 portrait_16_9 landscape_4_3 landscape_16_9';
const RATIOS = '21:9 16:9 3:2 4:3 5:4 1:1 4:5 3:4 2:3 9:16';
const PIXELS = '1024x1024 1536x1024 1024x1536';

const banana = {
  'prompt!': text(),
  num_images: integer(1, 4, 1),
  aspect_ratio: oneOf(RATIOS, '1:1'),
  resolution: oneOf('1K 2K 4K', '1K'),
  output_format: oneOf('jpeg png webp', 'png'),
};

const flux = {
  'prompt!': text(),
  image_size: oneOf(PRESETS, 'landscape_4_3'),
  enable_safety_checker: flag(true),
  seed,
};

const fastFlux = { ...flux, num_images: integer(1, 4, 1), output_format: oneOf('png jpeg webp', 'png') };

const gptImage = {
  'prompt!': text(),
  image_size: oneOf(PIXELS),
  quality: oneOf('low medium high', 'high'),
  num_images: integer(1, 4, 1),
};

const seedream = { 'prompt!': text(), image_size: oneOf(PRESETS, 'square_hd'), num_images: integer(1, 4, 1), seed };

export const KNOWN_IMAGES = [
  row('nano-banana-pro', 'Nano Banana Pro', banana),
  row('nano-banana-pro-edit', 'Nano Banana Pro Edit', {
    ...banana,
    'image_urls!': images(),
    aspect_ratio: oneOf(`auto ${RATIOS}`, 'auto'),
  }),
  row('flux-2-pro', 'Flux 2 Pro', { ...flux, output_format: oneOf('jpeg png', 'jpeg') }),
  row('flux-2-turbo-text-to-image', 'Flux 2 Turbo', fastFlux),
  row('flux-2-turbo-edit', 'Flux 2 Turbo Edit', { ...fastFlux, 'image_urls!': images(4) }),
  row('flux-2-flash-text-to-image', 'Flux 2 Flash', fastFlux),
  row('gpt-image-v1-5-text-to-image', 'GPT Image 1.5', gptImage),
  row('gpt-image-v1-5-edit', 'GPT Image 1.5 Edit', { ...gptImage, 'image_urls!': images() }),
  row('bytedance-seedream-v4-5-text-to-image', 'Seedream 4.5', seedream),
  row('bytedance-seedream-v4-5-edit', 'Seedream 4.5 Edit', {
    ...seedream,
    'image_urls!': images(10),
    enable_safety_checker: flag(true),
  }),
  row('gemini-3-pro-image-preview', 'Gemini 3 Pro Image Preview', banana),
  row('imagen4-preview', 'Imagen 4 Preview', {
    'prompt!': text(),
    negative_prompt: text(),
    aspect_ratio: oneOf('1:1 16:9 9:16 3:4 4:3'),
    num_images: integer(1, 4),
    seed: text(),
  }),
  row('wan-v2-6-text-to-image', 'Wan 2.6 Text to Image', {
    'prompt!': text(2000),
    image_url: text(),
    negative_prompt: text(500),
    seed,
  }),
  row('topaz-upscale-image', 'Topaz Upscale Image', {
    'image_url!': text(),
    upscale_factor: { type: 'number', default: 2 },
    output_format: oneOf('jpeg png'),
  }),
  row('eachlabs-bg-remover-v1', 'Background Remover', { 'image_url!': text() }),
];
