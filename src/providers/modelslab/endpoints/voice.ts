import type { Model } from '#domain/model.ts';
import type { Endpoint } from '#providers/modelslab/endpoint.ts';
import type { Family } from '#providers/modelslab/family.ts';
import { MUSIC_ENDPOINTS, MUSIC_MODELS } from './voice-music.ts';
import { RECORDING_ENDPOINTS, RECORDING_MODELS } from './voice-recordings.ts';
import { SPEECH_ENDPOINTS, SPEECH_MODELS } from './voice-speech.ts';

/** Lyrics and transcripts come as a text file; they are asked for at the address of all voice tasks. */
export const FAMILIES: readonly Family[] = [
  {
    name: 'voice-text',
    makesText: true,
    poll: ({ taskId }) => ({ path: `v6/voice/fetch/${encodeURIComponent(taskId)}` }),
  },
];

export const ENDPOINTS: readonly Endpoint[] = [...SPEECH_ENDPOINTS, ...MUSIC_ENDPOINTS, ...RECORDING_ENDPOINTS];

export const MODELS: readonly Model[] = [...SPEECH_MODELS, ...MUSIC_MODELS, ...RECORDING_MODELS];
