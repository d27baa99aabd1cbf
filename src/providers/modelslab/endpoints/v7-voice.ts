import type { Part } from './v7-part.ts';
import { audio, voice } from './v7-part.ts';
import type { Row } from './v7-way.ts';

const sounding = (row: Omit<Row, 'family'>): Row => ({ ...row, family: 'v7-voice' });

/** An ElevenLabs id, the one of the SDK's own sample; others are taken as well. */
const ELEVEN_VOICE = voice('21m00Tcm4TlvDq8ikWAM');

/** The field's name is literally this, with spaces; the Python SDK types it as an integer. */
const soundLength: Part = {
  options: { duration: { min: 1, max: 22 } },
  fields: ({ submit: { request } }) => {
    const { duration } = request.options;
    return { 'time in seconds': duration === undefined ? undefined : Math.round(duration) };
  },
};

/** Required, 0 to 85 s. */
const EXTENSION_SECONDS = 30;

const extension: Part = {
  options: { duration: { min: 1, max: 85 } },
  fields: ({ submit }) => ({ extend_duration: Math.round(submit.request.options.duration ?? EXTENSION_SECONDS) }),
};

/** Left out: `song-inpaint`, whose `sections` no source describes. */
export const VOICE_ROWS: readonly Row[] = [
  sounding({
    name: 'eleven_multilingual_v2',
    label: 'ElevenLabs Multilingual v2',
    uses: ['speech'],
    path: 'voice/text-to-speech',
    parts: [ELEVEN_VOICE],
  }),
  sounding({
    name: 'inworld-tts-1',
    label: 'Inworld TTS 1',
    uses: ['speech'],
    path: 'voice/text-to-speech',
    parts: [voice('Ashley', ['Alex', 'Ashley', 'Craig'])],
  }),
  sounding({ name: 'music_v1', label: 'ElevenLabs Music', uses: ['music'], path: 'voice/music-gen' }),
  sounding({ name: 'sonauto_song', label: 'Sonauto', uses: ['music'], path: 'voice/music-gen' }),
  sounding({
    name: 'song-extender',
    label: 'A song made longer',
    uses: ['music'],
    path: 'voice/song-extender',
    parts: [audio(), extension],
  }),
  sounding({
    name: 'eleven_sound_effect',
    label: 'ElevenLabs sound effects',
    uses: ['sound'],
    path: 'voice/sound-generation',
    parts: [soundLength],
  }),
  sounding({
    name: 'eleven_english_sts_v2',
    label: 'ElevenLabs: a recording in another voice',
    uses: ['voice'],
    path: 'voice/speech-to-speech',
    prompt: { need: 'none' },
    parts: [audio(), ELEVEN_VOICE],
  }),
  {
    name: 'scribe_v1',
    label: 'ElevenLabs Scribe: transcript, as text',
    uses: ['voice'],
    path: 'voice/speech-to-text',
    family: 'v7-text',
    prompt: { need: 'none' },
    parts: [audio()],
  },
];
