import { makeFilm } from '#sandbox/media/film.ts';
import type { Sound } from '#sandbox/media/sound.ts';
import { makeSound } from '#sandbox/media/sound.ts';
import { writeLyrics, writeTranscript } from '#sandbox/media/words.ts';
import type { Endpoint, Order, Product } from '#sandbox/modelslab/endpoint.ts';
import type { Fields } from '#sandbox/services/fields.ts';
import { audio, choice, file, flag, number, required, text, toNumber, video, whole } from '#sandbox/services/fields.ts';

const sounds =
  (kind: Sound['kind'], text = ({ prompt }: Order) => prompt) =>
  (order: Order): readonly Product[] => {
    const seconds = toNumber(order.body.duration);
    const extension = order.body.output_format === 'mp3' ? 'mp3' : 'wav';
    const sound = { kind, text: text(order), seed: order.seed, ...(seconds === undefined ? {} : { seconds }) };
    return [{ extension, make: () => makeSound(sound, extension) }];
  };

const words =
  (write: (order: Order, bytes: number) => string) =>
  (order: Order): readonly Product[] => [
    { extension: 'txt', make: async (given) => Buffer.from(write(order, given[0]?.bytes.byteLength ?? 0)) },
  ];

const dubbed = ({ prompt, seed }: Order): readonly Product[] => [
  { extension: 'mp4', make: () => makeFilm({ prompt, seed, width: 512, height: 288 }) },
];

const LANGUAGES = [
  'american english',
  'british english',
  'spanish',
  'japanese',
  'mandarin chinese',
  'french',
  'brazilian portuguese',
  'hindi',
  'italian',
];
const DESIGN_LANGUAGES = [
  'chinese',
  'english',
  'japanese',
  'korean',
  'german',
  'french',
  'russian',
  'portuguese',
  'spanish',
  'italian',
];

const PROMPT: Fields = { prompt: required(text()) };
const TEMP: Fields = { temp: flag };
const BASE64: Fields = { base64: flag };
const RECORDING = file('audio', { data: true });
/** Seconds of music. */
const DURATION: Fields = { duration: whole(30, 480) };

const at = (path: string, fields: Fields, products: Endpoint['products'], more: Partial<Endpoint> = {}): Endpoint => ({
  path: `v6/voice/${path}`,
  family: 'v6/voice',
  shape: 'voice',
  fields,
  products,
  ...more,
});

const songFault: Endpoint['fault'] = ({ lyrics_generation, prompt, lyrics }) => {
  if (lyrics_generation === true || lyrics_generation === 'true') return prompt ? undefined : 'prompt is required';
  return lyrics ? undefined : 'lyrics is required';
};

const COVER: Fields = {
  init_audio: required(RECORDING),
  model_id: required(text()),
  pitch: choice('m2f', 'f2m', 'none'),
  algorithm: choice('rmvpe', 'mangio-crepe'),
  rate: number(0, 1),
  language: text(),
  emotion: choice('neutral', 'happy', 'sad', 'angry', 'dull'),
  speed: number(0.5, 2),
  radius: number(0, 3),
  mix: number(0, 1),
  hop_length: whole(),
  originality: number(0, 1),
  lead_voice_volume_delta: text(),
  backup_voice_volume_delta: text(),
  instrument_volume_delta: text(),
  reverb_size: number(0, 1),
  wetness: number(0, 1),
  dryness: number(0, 1),
  damping: number(0, 1),
  seed: whole(),
  ...BASE64,
  ...TEMP,
};

export const VOICE_ENDPOINTS: readonly Endpoint[] = [
  at(
    'text_to_speech',
    {
      prompt: required(text(2500)),
      voice_id: required(text()),
      language: required(choice(...LANGUAGES)),
      speed: number(),
      emotion: flag,
      ...TEMP,
    },
    sounds('speech'),
  ),
  at(
    'text_to_audio',
    {
      ...PROMPT,
      init_audio: required(RECORDING),
      voice_id: text(),
      language: text(),
      speed: number(),
      ...BASE64,
      ...TEMP,
    },
    sounds('speech'),
  ),
  at(
    'voice_to_voice',
    { init_audio: required(RECORDING), target_audio: required(RECORDING), stream: flag, ...BASE64, ...TEMP },
    sounds('speech', () => 'the same words in another voice'),
  ),
  at(
    'music_gen',
    {
      ...PROMPT,
      init_audio: RECORDING,
      ...DURATION,
      output_format: choice('wav', 'mp3', 'flac'),
      bitrate: choice('128k', '192k', '320k'),
      ...BASE64,
      ...TEMP,
    },
    sounds('music'),
    { fault: ({ output_format }) => (output_format === 'flac' ? 'this stand-in makes no flac' : undefined) },
  ),
  at(
    'song_generator',
    {
      lyrics_generation: flag,
      prompt: text(),
      lyrics: text(),
      caption: text(),
      init_audio: audio,
      ...DURATION,
      language: text(),
      instrumental: flag,
    },
    sounds('music'),
    { fault: songFault },
  ),
  at('sfx', { ...PROMPT, duration: whole(3, 15), ...TEMP }, sounds('effect')),
  at(
    'lyrics_generator',
    { ...PROMPT, length: choice('short', 'long') },
    words(({ prompt, seed }) => writeLyrics(prompt, seed)),
  ),
  at(
    'speech_to_text',
    { init_audio: required(audio), language: required(text()), timestamp_level: choice('word', 'sentence') },
    words((_, bytes) => writeTranscript(bytes)),
  ),
  at(
    'voice_cover',
    COVER,
    sounds('music', () => 'a familiar song'),
    { answersInLinks: true },
  ),
  at(
    'voice_design',
    {
      prompt: required(text(1000)),
      voice_description: required(text(1000)),
      language: choice(...DESIGN_LANGUAGES),
    },
    sounds('speech'),
  ),
  at(
    'create_dubbing',
    {
      init_video: required(video),
      output_lang: required(choice('es', 'fr', 'hi', 'it', 'pt-br', 'en-us', 'en-gb', 'ja', 'zh')),
      source_lang: text(),
      voice_id: text(),
      voice_model: text(),
      speed: number(),
      file_prefix: text(),
      seed: whole(),
      ...BASE64,
    },
    dubbed,
  ),
  at(
    'vocal_isolator',
    { init_audio: RECORDING, init_video: video, seed: whole(), ...BASE64 },
    sounds('speech', () => 'only the voice'),
    { fault: ({ init_audio, init_video }) => (init_audio || init_video ? undefined : 'init_audio is required') },
  ),
];
