import type { Model } from '#domain/model.ts';
import type { Endpoint, Ordered } from '#providers/modelslab/endpoint.ts';
import { fileOf } from '#providers/modelslab/endpoint.ts';
import { given, offer } from '#providers/modelslab/offer.ts';
import { DUBBING_LANGUAGES } from './voice-languages.ts';
import { voiceWay } from './voice-way.ts';

/** What is done to recordings that members bring. */
export const RECORDING_ENDPOINTS: readonly Endpoint[] = [
  voiceWay('voice_to_voice', (order) =>
    given({ init_audio: fileOf(order, 'audio'), target_audio: fileOf(order, 'sample') }),
  ),
  voiceWay('voice_cover', (order) => {
    const { voice, language, style, seed } = order.submit.request.options;
    return given({ init_audio: fileOf(order, 'audio'), model_id: voice, language, emotion: style, seed });
  }),
  voiceWay('vocal_isolator', (order) => given({ ...recording(order), seed: order.submit.request.options.seed })),
  voiceWay(
    'speech_to_text',
    (order) => given({ init_audio: fileOf(order, 'audio'), language: order.submit.request.options.language }),
    'voice-text',
  ),
  voiceWay('create_dubbing', (order) => {
    const { voice, language, seed } = order.submit.request.options;
    const init_video = fileOf(order, 'video');
    return given({ init_video, source_lang: order.submit.model.name, output_lang: language, voice_id: voice, seed });
  }),
];

/** One of the two: where both are given the service takes the video. */
function recording({ inputs }: Ordered): object {
  const { mediaType = '', value } = inputs.find(({ role }) => role === 'audio') ?? {};
  return mediaType.startsWith('video/') ? { init_video: value } : { init_audio: value };
}

const NO_PROMPT = { need: 'none' } as const;

const CLIP_MAX_SECONDS = 30;

export const RECORDING_MODELS: readonly Model[] = [
  offer({
    id: 'voice-to-voice',
    label: 'A recording in another voice',
    uses: ['voice'],
    route: 'voice.voice_to_voice',
    prompt: NO_PROMPT,
    inputs: [
      { role: 'audio', accepts: ['audio'], required: true, maxSeconds: CLIP_MAX_SECONDS },
      { role: 'sample', accepts: ['audio'], required: true, maxSeconds: CLIP_MAX_SECONDS },
    ],
  }),
  offer({
    id: 'vocal-isolator',
    label: 'Vocals without the music',
    uses: ['voice'],
    route: 'voice.vocal_isolator',
    prompt: NO_PROMPT,
    options: { seed: { any: true } },
    inputs: [{ role: 'audio', accepts: ['audio', 'video'], required: true }],
  }),
  offer({
    id: 'voice-cover',
    label: 'A song covered by another voice',
    uses: ['voice'],
    route: 'voice.voice_cover',
    prompt: NO_PROMPT,
    options: {
      voice: { any: true },
      language: { any: true },
      style: { oneOf: ['neutral', 'happy', 'sad', 'angry', 'dull'] },
      seed: { any: true },
    },
    // Voices are models of the service's own catalogue; none of them is named by its pages.
    requires: ['voice'],
    inputs: [{ role: 'audio', accepts: ['audio'], required: true }],
  }),
  // A recording goes in, as with all of /voice, and its words come out. A wrong language spoils them in silence, so it
  // has to be said: a code of two letters.
  offer({
    id: 'speech-to-text',
    label: 'Transcript, as text',
    uses: ['voice'],
    route: 'voice.speech_to_text',
    prompt: NO_PROMPT,
    options: { language: { maxCharacters: 2 } },
    requires: ['language'],
    inputs: [{ role: 'audio', accepts: ['audio'], required: true, minSeconds: 5, maxSeconds: 3600 }],
  }),
  // The service assumes Hindi unless told, and there is one option for languages: hence one entry per source language.
  ...[
    { id: 'dubbing', name: 'en', label: 'Dubbing of a video in English' },
    { id: 'dubbing-from-hindi', name: 'hi', label: 'Dubbing of a video in Hindi' },
  ].map((names) =>
    offer({
      ...names,
      uses: ['voice'],
      route: 'voice.create_dubbing',
      prompt: NO_PROMPT,
      options: { language: { oneOf: [...DUBBING_LANGUAGES] }, voice: { any: true }, seed: { any: true } },
      requires: ['language'],
      inputs: [{ role: 'video', accepts: ['video'], required: true }],
    }),
  ),
];
