import type { LabsModel, Properties } from './describe-model.ts';
import {
  model,
  PROMPT,
  pick,
  real,
  SEED,
  START,
  text,
  url,
  WIDE_OR_TALL,
  whole,
  wholes,
  yes,
} from './describe-model.ts';

const VEO: Properties = {
  ...PROMPT,
  aspect_ratio: pick('16:9', ...WIDE_OR_TALL),
  duration: wholes(8, 4, 6, 8),
  resolution: pick('720p', '720p', '1080p'),
  generate_audio: yes(true),
  negative_prompt: text(),
  enhance_prompt: yes(true),
  auto_fix: yes(true),
  ...SEED,
};
const KLING: Properties = { ...PROMPT, duration: pick('5', '5', '10'), generate_audio: yes(true) };
const SEEDANCE: Properties = {
  ...PROMPT,
  duration: whole(4, 12, 5),
  aspect_ratio: pick('16:9', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16'),
  resolution: pick('720p', '480p', '720p', '1080p'),
  generate_audio: yes(true),
  camera_fixed: yes(false),
  ...SEED,
};
const WAN: Properties = {
  'prompt*': text({ maxLength: 800 }),
  audio_url: url,
  resolution: pick('1080p', '720p', '1080p'),
  duration: pick('5', '5', '10', '15'),
  negative_prompt: text({ maxLength: 500 }),
  multi_shots: yes(false),
  enable_safety_checker: yes(true),
  ...SEED,
};
const ENDS: Properties = { ...START, end_image_url: url };
const ONE_URL = { outputType: 'string', costUsd: 0.4 } as const;

/** Films and sounds, as the documented models' schemas describe them. */
export const MOVING_MODELS: readonly LabsModel[] = [
  model('veo3-1-text-to-video', 'video', VEO, ONE_URL),
  model('veo3-1-image-to-video', 'video', { ...VEO, ...START }, ONE_URL),
  model(
    'veo-3',
    'video',
    { ...PROMPT, duration: pick('8s', '4s', '6s', '8s'), aspect_ratio: pick('16:9', ...WIDE_OR_TALL), ...SEED },
    ONE_URL,
  ),
  model(
    'kling-v2-6-pro-text-to-video',
    'video',
    {
      ...KLING,
      aspect_ratio: pick('16:9', '16:9', '9:16', '1:1'),
      negative_prompt: text(),
      cfg_scale: real(0, 1, 0.5),
    },
    { ...ONE_URL, outputType: 'object' },
  ),
  model('kling-v2-6-pro-image-to-video', 'video', { ...KLING, ...ENDS }, ONE_URL),
  model(
    'kling-o1-image-to-video',
    'video',
    {
      ...PROMPT,
      'start_image_url*': url,
      end_image_url: url,
      'duration*': pick('5', '5', '10'),
    },
    ONE_URL,
  ),
  model('seedance-v1-5-pro-text-to-video', 'video', SEEDANCE, ONE_URL),
  model('seedance-v1-5-pro-image-to-video', 'video', { ...SEEDANCE, ...ENDS }, ONE_URL),
  model('wan-v2-6-text-to-video', 'video', WAN, ONE_URL),
  model('wan-v2-6-image-to-video', 'video', { ...WAN, ...START }, ONE_URL),
  model(
    'elevenlabs-text-to-speech',
    'speech',
    {
      'text*': text(),
      'voice_id*': text(),
      'model_id*': text({ default: 'eleven_v3' }),
      stability: real(0, 1, 0.5),
      similarity_boost: real(0, 1, 0.7),
      style: real(0, 1, 0),
      use_speaker_boost: yes(true),
    },
    { outputType: 'string' },
  ),
  model(
    'elevenlabs-sound-effects',
    'effect',
    {
      'text*': text(),
      duration_seconds: real(0.5, 22, 5),
      prompt_influence: real(0, 1, 0.3),
    },
    { outputType: 'string' },
  ),
  model(
    'kling-v1-tts',
    'speech',
    { 'text*': text({ maxLength: 120 }), voice_id: text(), voice_speed: real(0.8, 2, 1) },
    { outputType: 'object' },
  ),
  model(
    'minimax-music-v2',
    'music',
    {
      'prompt*': text({ minLength: 10, maxLength: 300 }),
      'lyrics_prompt*': text({ minLength: 10, maxLength: 3000 }),
      audio_setting: { type: 'object' },
    },
    { outputType: 'object' },
  ),
  model('mureka-generate-song', 'music', { 'lyrics*': text(), prompt: text(), model: text(), n: whole(1, 3, 2) }),
  model('mureka-generate-instrumental', 'music', {
    ...PROMPT,
    'model*': pick('auto', 'auto', 'mureka-7.5'),
    n: whole(1, 3, 2),
  }),
  model(
    'stable-audio-2-5-text-to-audio',
    'music',
    { ...PROMPT, seconds_total: whole(1, 190, 190), ...SEED },
    { outputType: 'string' },
  ),
];
