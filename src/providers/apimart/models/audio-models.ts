import type { Draft } from './draft.ts';

/** docs.apimart.ai audios; best first. */
export const AUDIO_DRAFTS: readonly Draft[] = [
  {
    name: 'suno',
    label: 'Suno',
    uses: ['music'],
    route: 'music/suno',
    // 3000 characters hold prompt and style together; `duration` works beside lyrics only, so none can be chosen.
    options: {
      lyrics: { maxCharacters: 5000 },
      style: { maxCharacters: 400 },
      instrumental: { any: true },
      negative: { maxCharacters: 500 },
      format: { oneOf: ['mp3', 'm4a', 'wav'] },
    },
    inputs: [],
  },
  {
    name: 'flowmusic',
    label: 'Flow Music',
    uses: ['music'],
    route: 'music/flow',
    options: {
      lyrics: { any: true },
      style: { maxCharacters: 400 },
      duration: { min: 1, max: 240 },
      seed: { any: true },
    },
    inputs: [],
  },
  {
    name: 'gpt-4o-mini-tts',
    label: 'GPT-4o mini TTS',
    uses: ['speech'],
    route: 'speech',
    maxCharacters: 4096,
    options: {
      voice: { oneOf: ['alloy', 'echo', 'fable', 'onyx', 'nova', 'shimmer'] },
      format: { oneOf: ['wav', 'opus'] },
    },
    inputs: [],
  },
];
