import { flag, integer, number, oneOf, row, seed, text } from './known-row.ts';

const veo31 = {
  'prompt!': text(),
  aspect_ratio: oneOf('9:16 16:9'),
  duration: number([4, 6, 8], 8),
  resolution: oneOf('720p 1080p'),
  generate_audio: flag(true),
  negative_prompt: text(),
  seed,
};

const kling26 = { 'prompt!': text(), duration: oneOf('5 10'), generate_audio: flag(true) };

const seedance = {
  'prompt!': text(),
  duration: integer(4, 12, 5),
  aspect_ratio: oneOf('21:9 16:9 4:3 1:1 3:4 9:16'),
  resolution: oneOf('480p 720p 1080p', '720p'),
  generate_audio: flag(true),
  seed,
};

const wan26 = {
  'prompt!': text(800),
  resolution: oneOf('720p 1080p', '1080p'),
  duration: oneOf('5 10 15'),
  negative_prompt: text(500),
  enable_safety_checker: flag(true),
  seed,
};

export const KNOWN_VIDEOS = [
  row('veo3-1-text-to-video', 'Veo 3.1', veo31),
  row('veo3-1-image-to-video', 'Veo 3.1 Image to Video', { ...veo31, 'image_url!': text() }),
  row('kling-v2-6-pro-text-to-video', 'Kling 2.6 Pro', {
    ...kling26,
    aspect_ratio: oneOf('16:9 9:16 1:1'),
    negative_prompt: text(),
  }),
  row('kling-v2-6-pro-image-to-video', 'Kling 2.6 Pro Image to Video', {
    ...kling26,
    'image_url!': text(),
    end_image_url: text(),
  }),
  row('seedance-v1-5-pro-text-to-video', 'Seedance 1.5 Pro', seedance),
  row('seedance-v1-5-pro-image-to-video', 'Seedance 1.5 Pro Image to Video', {
    ...seedance,
    'image_url!': text(),
    end_image_url: text(),
  }),
  row('wan-v2-6-text-to-video', 'Wan 2.6', wan26),
  row('wan-v2-6-image-to-video', 'Wan 2.6 Image to Video', { ...wan26, 'image_url!': text() }),
  row('veo-3', 'Veo 3', {
    'prompt!': text(),
    duration: oneOf('4s 6s 8s', '8s'),
    resolution: oneOf('720p 1080p'),
    aspect_ratio: oneOf('16:9 9:16'),
    generate_audio: flag(true),
    negative_prompt: text(),
    seed,
  }),
  row('pixverse-v5-6-text-to-video', 'PixVerse 5.6', {
    'prompt!': text(),
    resolution: oneOf('360p 540p 720p 1080p'),
    duration: oneOf('5 8 10'),
    generate_audio_switch: flag(false),
    seed,
  }),
  row('kling-o1-image-to-video', 'Kling O1 Image to Video', {
    'prompt!': text(),
    'start_image_url!': text(),
    end_image_url: text(),
    'duration!': oneOf('5 10'),
  }),
];
