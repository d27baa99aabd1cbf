import type { Fields } from '#sandbox/services/fields.ts';
import { audio, choice, file, flag, image, number, required, text, texts, video } from '#sandbox/services/fields.ts';

const PROMPT: Fields = { prompt: required(text()) };
const SIZE: Fields = { width: required(number(512, 1024)), height: required(number(512, 1024)) };
const START: Fields = { init_image: required(image) };
const STARTS = (most: number): Fields => ({ init_image: required(file('image', { most })) });
const ratio = (...of: readonly string[]): Fields => ({ aspect_ratio: required(choice(...of)) });
const KLING: Fields = { duration: required(choice('5', '10')) };
const SOUND: Fields = { init_audio: required(audio) };

const IMAGEN = ratio('1:1', '3:4', '4:3', '9:16', '16:9');
const SEEDREAM = ratio('1:1', '4:3', '3:4', '16:9', '9:16', '3:2', '2:3', '21:9');
const KONTEXT = ['21:9', '16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '9:21'];

/**
 * The models that the vendor's Python SDK describes, by endpoint below `/v7`, with what each takes. There is no OpenAPI
 * file for this version. Ids are spelled as they stand, capitals included.
 */
export const V7_MODELS: Readonly<Record<string, Readonly<Record<string, Fields>>>> = {
  'images/text-to-image': {
    'flux-2-pro': { ...PROMPT, ...SIZE },
    'imagen-3': PROMPT,
    'imagen-4': { ...PROMPT, ...IMAGEN },
    'imagen-4.0-fast-generate': { ...PROMPT, ...IMAGEN },
    'imagen-4.0-ultra': { ...PROMPT, ...IMAGEN, samples: number(1, 4, { whole: true }) },
    'nano-banana-t2i': PROMPT,
    'nano-banana-pro': { ...PROMPT, aspect_ratio: text() },
    'seedream-t2i': { ...PROMPT, ...SIZE },
    'seedream-4': { ...PROMPT, ...SEEDREAM },
    'seedream-4.5': { ...PROMPT, ...SEEDREAM },
    gen4_image: { ...PROMPT, aspect_ratio: required(text()) },
  },
  'images/image-to-image': {
    'flux-2-pro': { ...PROMPT, ...STARTS(10) },
    'flux-kontext-pro': { ...PROMPT, ...START, aspect_ratio: choice(...KONTEXT) },
    'nano-banana': { ...PROMPT, ...START, init_image_2: required(image) },
    'nano-banana-pro': { ...PROMPT, ...STARTS(14), aspect_ratio: text() },
    'seedream-4.0-i2i': { ...PROMPT, ...STARTS(10) },
    'seedream-4.5-i2i': { ...PROMPT, ...STARTS(10), ...SEEDREAM },
    'seededit-i2i': { ...PROMPT, ...START },
    gen4_image_turbo: { ...PROMPT, ...START, init_image_2: required(image) },
  },
  'video-fusion/text-to-video': {
    'seedance-t2v': {
      ...PROMPT,
      aspect_ratio: choice('16:9', '4:3', '1:1', '9:21'),
      resolution: choice('720p', '480p'),
      camera_fixed: flag,
    },
    'seedance-1.0-pro-fast-t2v': PROMPT,
    'wan2.5-t2v': { ...PROMPT, ...SOUND, enhance_prompt: flag, generate_audio: flag },
    'wan2.6-t2v': PROMPT,
    veo2: PROMPT,
    veo3: PROMPT,
    'sora-2': { ...PROMPT, aspect_ratio: choice('16:9', '9:16'), duration: choice('4', '8', '12') },
    'kling-v2-5-turbo-t2v': { ...PROMPT, ...KLING, ...ratio('16:9', '9:16', '1:1') },
    'kling-v2-master-t2v': { ...PROMPT, ...KLING },
    'kling-v2-1-master-t2v': { ...PROMPT, ...KLING },
    'Hailuo-2.3-t2v': PROMPT,
    'Hailuo-02-t2v': PROMPT,
  },
  'video-fusion/image-to-video': {
    'seedance-i2v': { ...PROMPT, ...START },
    'seedance-1.0-pro-i2v': { ...PROMPT, ...STARTS(2) },
    'seedance-1.0-pro-fast-i2v': { ...PROMPT, ...START },
    'omni-human': { ...START, ...SOUND },
    'omni-human-1.5': { ...PROMPT, ...START, ...SOUND },
    'wan2.5-i2v': { ...PROMPT, ...START, ...SOUND },
    'wan2.6-i2v': { ...PROMPT, ...START },
    'kling-v2-1-i2v': { ...PROMPT, ...START, ...KLING },
    'Kling-V2-5-Turbo-i2v': { ...PROMPT, ...START, ...KLING },
    'kling-v2-master-i2v': { ...PROMPT, ...START, ...KLING },
    'kling-v2-1-master-i2v': { ...PROMPT, ...START, ...KLING },
    'Hailuo-2.3-i2v': { ...PROMPT, ...START, duration: choice('6', '10') },
    'Hailuo-2.3-Fast-i2v': { ...PROMPT, ...START, duration: choice('6', '10') },
    'Hailuo-02-i2v': { ...PROMPT, ...START },
    'Hailuo-02-start-end-frame': { ...PROMPT, ...STARTS(2) },
  },
  'video-fusion/video-to-video': {
    gen4_aleph: {
      prompt: required(text(1000)),
      init_video: required(video),
      ...ratio('1280:720', '720:1280', '1104:832', '960:960', '832:1104', '1584:672', '848:480'),
      public_figure_threshold: choice('low', 'auto'),
    },
  },
  'video-fusion/lip-sync': { 'lipsync-2': { init_video: required(video), ...SOUND } },
  'video-fusion/motion-control': {
    'kling-motion-control': { ...PROMPT, ...START },
    'omni-human': { ...START, ...SOUND },
    'omni-human-1.5': { ...PROMPT, ...START, ...SOUND },
  },
  'voice/text-to-speech': {
    eleven_multilingual_v2: { ...PROMPT, voice_id: required(text()) },
    'inworld-tts-1': { ...PROMPT, voice_id: required(text()) },
  },
  'voice/speech-to-speech': { eleven_english_sts_v2: { ...SOUND, voice_id: required(text()) } },
  'voice/speech-to-text': { scribe_v1: SOUND },
  'voice/sound-generation': { eleven_sound_effect: { ...PROMPT, 'time in seconds': number(1, 22) } },
  'voice/music-gen': { music_v1: { ...PROMPT, duration: number() }, sonauto_song: { ...PROMPT, duration: number() } },
  'voice/song-extender': {
    'song-extender': { ...SOUND, ...PROMPT, extend_duration: required(number(0, 85)), side: choice('left', 'right') },
  },
  'voice/song-inpaint': { 'song-inpaint': { lyrics: required(text()), ...SOUND, sections: required(texts) } },
};
