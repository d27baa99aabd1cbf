import type { InputRole } from '#domain/input.ts';
import type { InputRule, Model } from '#domain/model.ts';
import type { Use } from '#domain/use.ts';
import type { Schema } from './schema.ts';

/** What a model makes: the service has no field for it. */
type Product =
  | 'image'
  | 'upscaled'
  | 'cutout'
  | 'video'
  | 'music'
  | 'sound'
  | 'audio'
  | 'speech'
  | 'voice'
  | '3d'
  | 'nothing';

type Described = { readonly words: string; readonly schema: Schema };

const named =
  (pattern: RegExp) =>
  ({ words }: Described): boolean =>
    pattern.test(words);

const has =
  (...names: readonly string[]) =>
  ({ schema }: Described): boolean =>
    names.some((name) => schema.fields.has(name));

const writes =
  (pattern: RegExp) =>
  ({ schema }: Described): boolean =>
    schema.fields.get('output_format')?.choices?.some((format) => pattern.test(String(format))) === true;

/**
 * First match wins: words that say it outright, then families of models by name, then what the schema betrays. What nothing
 * speaks for is not offered, so a language model, which takes a prompt like all others, is not taken for a painter.
 */
const PRODUCTS: readonly (readonly [Product, (described: Described) => boolean])[] = [
  [
    'nothing',
    named(/\b(to text|transcri\w+|whisper|caption\w*|describe\w*|train\w*|detect\w*|segment\w*|moderation)\b/),
  ],
  ['nothing', named(/\b(video api|ffmpeg|merge\w*|trim\w*|lip ?sync\w*|dubbing|llm|router|face swap|try on)\b/)],
  ['upscaled', named(/\b(upscal\w+|super resolution|esrgan|topaz)\b/)],
  ['cutout', named(/\b((bg|background) (remov\w+|eras\w+)|(remove|erase) (bg|background)|rembg)\b/)],
  ['3d', named(/\b(3d|trellis|tripo\w*|hunyuan3d|rodin|meshy)\b/)],
  ['voice', named(/\b(voice (chang\w+|clon\w+|conver\w+)|speech to speech|rvc|stem|vocal remover)\b/)],
  ['sound', named(/\b(sound effects?|sfx|foley|text to sound|mmaudio)\b/)],
  ['speech', named(/\b(to speech|tts|voiceover)\b/)],
  ['music', named(/\b(to (music|song)|music|song|instrumental|lyria|mureka|suno)\b/)],
  ['audio', named(/\b(text to audio|audio generation)\b/)],
  ['video', named(/\bto (video|animation)\b/)],
  ['image', named(/\bto image\b|\bimage (edit|editing|generation)\b/)],
  [
    'video',
    named(/\b(video|i2v|t2v|veo|veo3|kling|sora|seedance|pixverse|hailuo|runway|vidu|animate|avatar|motion)\b/),
  ],
  [
    'image',
    named(/\b(image|photo|flux|banana|imagen\d*|seedream|ideogram|recraft|diffusion|sdxl|kolors|edit|inpaint\w*)\b/),
  ],
  ['music', has('lyrics', 'lyrics_prompt')],
  ['video', has('generate_audio', 'fps', 'num_frames')],
  ['video', writes(/^(mp4|webm)$/i)],
  ['speech', has('voice_id')],
  ['image', writes(/^(png|jpe?g|webp)$/i)],
  ['image', has('num_images', 'image_size', 'aspect_ratio')],
];

const USES_OF: Readonly<Record<Product, readonly Use[]>> = {
  image: ['imagine', 'edit'],
  upscaled: ['upscale'],
  cutout: ['removebg'],
  video: ['video', 'animate'],
  music: ['music'],
  sound: ['sound'],
  audio: ['sound', 'music'],
  speech: ['speech'],
  voice: ['voice'],
  '3d': ['3d'],
  nothing: [],
};

type Meeting = {
  /** Files that a model may insist on: they come with this use, or are at home in it. */
  readonly roles: readonly InputRole[];
  /** At least one of them has to be taken: it is what the use is about. */
  readonly about?: readonly InputRole[];
  /** Whether a prompt comes with it always, perhaps, or never. */
  readonly prompt: 'always' | 'perhaps' | 'never';
};

/** What members bring for a use; a model that needs more cannot serve it, and one that takes less would ignore it. */
const MEETINGS: Readonly<Partial<Record<Use, Meeting>>> = {
  imagine: { roles: [], prompt: 'always' },
  edit: { roles: ['image', 'mask', 'reference'], about: ['image'], prompt: 'perhaps' },
  upscale: { roles: ['image'], about: ['image'], prompt: 'never' },
  removebg: { roles: ['image'], about: ['image'], prompt: 'never' },
  video: { roles: ['first_frame', 'last_frame'], prompt: 'always' },
  animate: { roles: ['image'], about: ['image'], prompt: 'perhaps' },
  music: { roles: ['audio'], prompt: 'perhaps' },
  speech: { roles: ['sample'], prompt: 'always' },
  sound: { roles: [], prompt: 'always' },
  voice: { roles: ['audio', 'video', 'sample'], about: ['audio', 'video'], prompt: 'never' },
  '3d': { roles: ['image', 'back', 'left', 'right'], prompt: 'perhaps' },
};

/** What a model is for, by its name and its schema. */
export const usesOf = (described: Described): readonly Use[] =>
  USES_OF[PRODUCTS.find(([, matches]) => matches(described))?.[0] ?? 'nothing'];

/** Whether what members bring for a use is what the model needs. */
export function serves(use: Use, rules: readonly InputRule[], need: Model['prompt']['need']): boolean {
  const meeting = MEETINGS[use];
  if (!meeting) return false;
  const { roles, about, prompt } = meeting;
  if (prompt === 'always' ? need === 'none' : prompt === 'never' && need === 'required') return false;
  if (about && !rules.some(({ role }) => about.includes(role))) return false;
  return rules.every(({ role, required }) => !required || roles.includes(role));
}
