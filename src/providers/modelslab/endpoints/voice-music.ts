import type { Model } from '#domain/model.ts';
import type { Endpoint, Ordered } from '#providers/modelslab/endpoint.ts';
import { fileOf } from '#providers/modelslab/endpoint.ts';
import { given, offer } from '#providers/modelslab/offer.ts';
import { SONG_LANGUAGES } from './voice-languages.ts';
import { voiceWay } from './voice-way.ts';

/** Whole seconds: the OpenAPI file types lengths as integers. */
const wholeSeconds = (seconds: number | undefined) => (seconds === undefined ? undefined : Math.round(seconds));

export const MUSIC_ENDPOINTS: readonly Endpoint[] = [
  voiceWay('music_gen', (order) => {
    const { prompt, options } = order.submit.request;
    return given({
      prompt,
      init_audio: fileOf(order, 'audio'),
      duration: wholeSeconds(options.duration),
      // The service's default is WAV, five megabytes for its shortest piece.
      output_format: options.format ?? 'mp3',
    });
  }),
  voiceWay('song_generator', (order) => given(song(order))),
  voiceWay('sfx', ({ submit: { request } }) =>
    given({ prompt: request.prompt, duration: wholeSeconds(request.options.duration) }),
  ),
  voiceWay('lyrics_generator', ({ submit: { request } }) => given({ prompt: request.prompt }), 'voice-text'),
];

/**
 * Either the service writes the lyrics, from `prompt`, or it gets them in `lyrics`; then the prompt has no place of its
 * own and describes the music, unless a style does. Lyrics go as the member wrote them: the page has tags such as
 * `[Chorus]`, the OpenAPI file time stamps.
 */
function song(order: Ordered) {
  const { prompt, options } = order.submit.request;
  const { lyrics, style, instrumental, duration, language } = options;
  const words =
    lyrics === undefined
      ? { lyrics_generation: true, prompt, caption: style }
      : { lyrics_generation: false, lyrics, caption: style ?? prompt };
  return {
    ...words,
    init_audio: fileOf(order, 'audio'),
    duration: wholeSeconds(duration),
    language,
    instrumental,
  };
}

/** The OpenAPI file says it of `music_gen`; a song's reference is held to the same. */
const MELODY: Model['inputs'] = [{ role: 'audio', accepts: ['audio'], required: false, maxSeconds: 30 }];

export const MUSIC_MODELS: readonly Model[] = [
  offer({
    id: 'music-gen',
    label: 'Music generator',
    uses: ['music'],
    route: 'voice.music_gen',
    options: { duration: { min: 30, max: 480 }, format: { oneOf: ['mp3', 'wav', 'flac'] } },
    inputs: MELODY,
  }),
  offer({
    id: 'song-generator',
    label: 'Song generator',
    uses: ['music'],
    route: 'voice.song_generator',
    options: {
      lyrics: { any: true },
      style: { any: true },
      instrumental: { any: true },
      duration: { min: 30, max: 480 },
      language: { oneOf: [...SONG_LANGUAGES] },
    },
    inputs: MELODY,
  }),
  offer({
    id: 'sfx',
    label: 'Sound effects',
    uses: ['sound'],
    route: 'voice.sfx',
    options: { duration: { min: 3, max: 15 } },
  }),
  // Words for a song: who wants them looks among the music.
  offer({ id: 'lyrics-generator', label: 'Lyrics only, as text', uses: ['music'], route: 'voice.lyrics_generator' }),
];
