import { integer, oneOf, row, seed, text } from './known-row.ts';

/** Before their like stand those that need no more than a prompt: they are taken when a member names no model. */
export const KNOWN_SOUNDS = [
  row('kling-v1-tts', 'Kling TTS', { 'text!': text(120), voice_id: text() }),
  row('elevenlabs-text-to-speech', 'ElevenLabs Text to Speech', {
    'text!': text(),
    'voice_id!': text(),
    'model_id!': { type: 'string', default: 'eleven_v3' },
  }),
  row('elevenlabs-sound-effects', 'ElevenLabs Sound Effects', {
    'text!': text(),
    duration_seconds: { type: 'number', minimum: 0.5, maximum: 22 },
  }),
  row('mureka-generate-instrumental', 'Mureka Instrumental', {
    'prompt!': text(),
    'model!': oneOf('auto mureka-7.5'),
    n: integer(1, 3, 2),
  }),
  row('stable-audio-2-5-text-to-audio', 'Stable Audio 2.5', { 'prompt!': text(), seed }),
  row('minimax-music-v2', 'MiniMax Music 2', { 'prompt!': text(300), 'lyrics_prompt!': text() }),
  row('mureka-generate-song', 'Mureka Song', { 'lyrics!': text(), prompt: text(), n: integer(1, 3, 2) }),
];
