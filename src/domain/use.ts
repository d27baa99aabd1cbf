import type { Kind } from './kind.ts';

/** What members come for, by the command that they type for it. A model says which of these it serves. */
export const USES = [
  'imagine',
  'edit',
  'upscale',
  'removebg',
  'video',
  'animate',
  'music',
  'speech',
  'sound',
  'voice',
  '3d',
  'train',
  'workflow',
] as const;

export type Use = (typeof USES)[number];

/** Which kind of job a use makes. */
export const KIND_OF_USE: Readonly<Record<Use, Kind>> = {
  imagine: 'image',
  edit: 'edit',
  upscale: 'edit',
  removebg: 'edit',
  video: 'video',
  animate: 'video',
  music: 'audio',
  speech: 'audio',
  sound: 'audio',
  voice: 'audio',
  '3d': '3d',
  train: 'train',
  workflow: 'workflow',
};
