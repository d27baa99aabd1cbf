import type { Fields } from '#sandbox/services/fields.ts';
import { any, choice, flag, number, required, text, texts, whole } from '#sandbox/services/fields.ts';
import type { Body } from '#sandbox/services/serve.ts';

export type MartKind = 'image' | 'video' | 'music' | 'speech';

/** A model of the pretend APIMart: what its page on docs.apimart.ai says that it takes. */
export type MartModel = {
  readonly id: string;
  readonly kind: MartKind;
  readonly fields: Fields;
  /** What is wrong with a body whose fields are all right, with the code that the pages give it. */
  readonly fault?: (body: Body) => MartFault | undefined;
  /** Sizes in pixels are taken as well as ratios. */
  readonly takesPixels?: true;
  /** How many pictures may come along, where it is not any number up to some most. */
  readonly imageCounts?: readonly number[];
  readonly costUsd: number;
};

export type MartFault = { readonly status: number; readonly code: string; readonly message: string };

const PROMPT: Fields = { prompt: required(text()) };
const COUNT: Fields = { n: whole(1, 4) };
const PICTURES: Fields = { image_urls: texts };
// The ratio or the size in pixels: which of them is decided by hand, because a wrong one has an answer of its own.
const SIZE: Fields = { size: text() };
const IMAGE: Fields = { ...PROMPT, ...COUNT, ...SIZE, ...PICTURES, nsfw_check: flag, official_fallback: flag };

const GPT: Fields = {
  ...IMAGE,
  resolution: choice('1k', '2k', '4k'),
  quality: choice('low', 'medium', 'high', 'auto', 'xhigh', 'max'),
  background: text(),
  moderation: text(),
  output_format: choice('png', 'jpeg', 'webp'),
  output_compression: whole(0, 100),
  mask_url: text(),
};
const GEMINI: Fields = { ...IMAGE, resolution: choice('0.5K', '1K', '2K', '4K') };

const image = (id: string, fields: Fields, more: Partial<MartModel> = {}): MartModel => ({
  id,
  kind: 'image',
  fields,
  costUsd: 0.006,
  ...more,
});

const oneOf = (field: string, code: string, allowed: readonly (string | number)[]) => (body: Body) =>
  body[field] === undefined || allowed.some((each) => String(each).toLowerCase() === String(body[field]).toLowerCase())
    ? undefined
    : { status: 400, code, message: `${field} must be one of ${allowed.join(', ')}` };

const first =
  (...faults: readonly ((body: Body) => MartFault | undefined)[]) =>
  (body: Body): MartFault | undefined => {
    for (const fault of faults) {
      const found = fault(body);
      if (found) return found;
    }
    return undefined;
  };

const WIDE_OR_TALL = choice('16:9', '9:16');
const video = (id: string, fields: Fields, more: Partial<MartModel> = {}): MartModel => ({
  id,
  kind: 'video',
  fields: { ...PROMPT, duration: number(1, 60), ...fields },
  costUsd: 0.2,
  ...more,
});

const VEO: Fields = { aspect_ratio: WIDE_OR_TALL, resolution: text(), image_urls: texts };
const veoFault = first(
  oneOf('duration', 'invalid_duration', [8]),
  oneOf('resolution', 'invalid_resolution', ['720p', '1080p', '4k']),
);
const KLING: Fields = {
  mode: choice('std', 'pro', '4k'),
  aspect_ratio: choice('16:9', '9:16', '1:1'),
  negative_prompt: text(),
  image_urls: texts,
  duration: whole(3, 15),
};
const SEEDANCE: Fields = {
  prompt: text(),
  size: choice('adaptive', '16:9', '9:16', '1:1', '4:3', '3:4', '21:9'),
  resolution: choice('480p', '720p'),
  duration: whole(4, 15),
  seed: whole(),
  generate_audio: flag,
  return_last_frame: flag,
  image_urls: texts,
  image_with_roles: any,
  video_urls: texts,
  audio_urls: texts,
};
const SUNO: Fields = {
  version: choice('v6', 'v6-wild', 'v6-mini', 'v5.5'),
  custom_model_id: text(),
  custom: flag,
  instrumental: flag,
  prompt: text(5000),
  title: text(80),
  style: text(1000),
  negative_tags: text(),
  auto_lyrics: flag,
  persona_id: text(),
  vocal_gender: choice('Male', 'Female'),
  style_weight: number(0, 1),
  weirdness_constraint: number(0, 1),
  audio_weight: number(0, 1),
  variety: any,
  max_mode: flag,
  audio_format: choice('mp3', 'm4a', 'wav'),
  duration: whole(10, 360),
};
const FLOW: Fields = {
  sound_prompt: text(),
  lyrics: text(),
  title: text(),
  bpm: text(),
  length: whole(1, 240),
  seed: whole(),
};

export const MODELS: readonly MartModel[] = [
  image('gpt-image-2', GPT, { takesPixels: true }),
  image('gpt-image-2-official', GPT, { takesPixels: true, costUsd: 0.04 }),
  image('gpt-image-2.5-flare', GPT),
  image('gpt-image-2.5-sunburst', GPT),
  image('gpt-image-2.5-ext', { ...GPT, version: choice('flare', 'sunburst') }),
  image('gemini-2.5-flash-image-preview', GEMINI),
  image('gemini-3-pro-image-preview', GEMINI, { costUsd: 0.05 }),
  image('gemini-3.1-flash-image-preview', GEMINI),
  image('doubao-seedream-4-0', { ...IMAGE, resolution: text() }),
  image('doubao-seedream-4-5', { ...IMAGE, resolution: text() }),
  image('qwen-image-2.0', { ...IMAGE, prompt: required(text(800)), n: whole(1, 6), negative_prompt: text() }),
  image('z-image-turbo', IMAGE, { costUsd: 0.002 }),
  image('imagen-4.0-apimart', { ...PROMPT, ...COUNT, ...SIZE }),
  image('flux-kontext-max', IMAGE),
  image('flux-2-flex', IMAGE),
  image('grok-imagine-1.5-apimart', IMAGE),
  video(
    'sora-2',
    { ...VEO, resolution: choice('720p') },
    { fault: oneOf('duration', 'invalid_duration', [4, 8, 10, 12, 15]) },
  ),
  video('veo3.1-fast', VEO, { fault: veoFault }),
  video('veo3.1-quality', VEO, { fault: veoFault, costUsd: 0.8 }),
  video('veo3.1-lite', { aspect_ratio: WIDE_OR_TALL, resolution: text() }, { fault: veoFault }),
  video('kling-v3', KLING),
  video('kling-v2-6', { ...KLING, prompt: required(text(2500)), duration: choice(5, 10), mode: choice('std', 'pro') }),
  video('kling-3.0-turbo', {
    prompt: required(text(3072)),
    first_frame_image: text(),
    aspect_ratio: choice('16:9', '9:16', '1:1'),
    resolution: choice('720p', '1080p'),
    duration: whole(3, 15),
  }),
  video('doubao-seedance-2.0', SEEDANCE),
  video('doubao-seedance-2.0-fast', SEEDANCE),
  video('doubao-seedance-1-5-pro', { aspect_ratio: text(), duration: whole(4, 12), audio: flag, image_urls: texts }),
  video(
    'Omni-Flash-Ext',
    { aspect_ratio: text(), resolution: text(), image_urls: texts },
    {
      imageCounts: [0, 1, 3],
      fault: first(
        oneOf('duration', 'invalid_duration', [4, 6, 8, 10]),
        oneOf('resolution', 'invalid_resolution', ['720p', '1080p', '4k']),
      ),
    },
  ),
  { id: 'suno', kind: 'music', fields: SUNO, costUsd: 0.1 },
  { id: 'flowmusic', kind: 'music', fields: FLOW, costUsd: 0.05 },
  {
    id: 'gpt-4o-mini-tts',
    kind: 'speech',
    costUsd: 0.01,
    fields: {
      input: required(text(4096)),
      voice: required(choice('alloy', 'echo', 'fable', 'onyx', 'nova', 'shimmer')),
      response_format: choice('wav', 'opus', 'aac', 'flac', 'pcm', 'mp3'),
      speed: number(0.25, 4),
    },
  },
];

export const modelNamed = (id: unknown, kind: MartKind): MartModel | undefined =>
  MODELS.find((model) => model.id === id && model.kind === kind);

const CATEGORIES: Readonly<Record<MartKind, string>> = {
  image: 'image',
  video: 'video',
  music: 'audio',
  speech: 'audio',
};
const TAGS: Readonly<Record<MartKind, readonly string[]>> = {
  image: ['Text to Image', 'Image to Image'],
  video: ['Text to Video', 'Image to Video'],
  music: ['Text to Music'],
  speech: ['Text to Speech'],
};

/** A row of `GET /v1/models`. Chat models stand among the others, and some rows have no category. */
export const MODEL_ROWS: readonly Body[] = [
  ...MODELS.map(({ id, kind }) => ({
    ...rowOf(id, `${kind}-generation`),
    category: CATEGORIES[kind],
    capability_tags: TAGS[kind],
  })),
  { ...rowOf('gpt-5.2', 'openai'), category: 'chat', capability_tags: ['Chat'] },
  rowOf('a-model-without-category', 'openai'),
];

function rowOf(id: string, endpoint: string): Body {
  return {
    id,
    object: 'model',
    created: 1_626_777_600,
    owned_by: 'custom',
    supported_endpoint_types: [endpoint, 'openai'],
  };
}
