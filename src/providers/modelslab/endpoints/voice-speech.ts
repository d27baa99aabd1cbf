import type { Model } from '#domain/model.ts';
import type { Endpoint } from '#providers/modelslab/endpoint.ts';
import { fileOf } from '#providers/modelslab/endpoint.ts';
import { given, offer } from '#providers/modelslab/offer.ts';
import { CLONING_LANGUAGES, DESIGN_LANGUAGES, SPEECH_LANGUAGES } from './voice-languages.ts';
import { voiceWay } from './voice-way.ts';

/** The voice of the page's own example; the others are listed on the service's web site only. */
const VOICE_DEFAULT = 'madison';

export const SPEECH_ENDPOINTS: readonly Endpoint[] = [
  voiceWay('text_to_speech', ({ submit: { request } }) => {
    const { voice = VOICE_DEFAULT, language = SPEECH_LANGUAGES[0] } = request.options;
    return given({ prompt: request.prompt, voice_id: voice, language });
  }),
  voiceWay('text_to_audio', (order) => {
    const { prompt, options } = order.submit.request;
    return given({ prompt, init_audio: fileOf(order, 'sample'), language: options.language });
  }),
  voiceWay('voice_design', ({ submit: { request } }) => {
    const { style, language } = request.options;
    return given({ prompt: request.prompt, voice_description: style, language });
  }),
];

export const SPEECH_MODELS: readonly Model[] = [
  offer({
    id: 'text-to-speech',
    label: 'Text to speech',
    uses: ['speech'],
    route: 'voice.text_to_speech',
    prompt: { need: 'required', maxCharacters: 2500 },
    options: { voice: { any: true }, language: { oneOf: [...SPEECH_LANGUAGES] } },
  }),
  offer({
    id: 'text-to-audio',
    label: 'Speech in the voice of a recording',
    uses: ['speech'],
    route: 'voice.text_to_audio',
    options: { language: { oneOf: [...CLONING_LANGUAGES] } },
    inputs: [{ role: 'sample', accepts: ['audio'], required: true, minSeconds: 4, maxSeconds: 30 }],
  }),
  offer({
    id: 'voice-design',
    label: 'Speech in a voice described in words (style)',
    uses: ['speech'],
    route: 'voice.voice_design',
    prompt: { need: 'required', maxCharacters: 1000 },
    options: { style: { maxCharacters: 1000 }, language: { oneOf: [...DESIGN_LANGUAGES] } },
    requires: ['style'],
  }),
];
