import type { Model } from '#domain/model.ts';
import type { Endpoint } from '#providers/modelslab/endpoint.ts';
import type { Family } from '#providers/modelslab/family.ts';
import { IMAGE_ROWS } from './v7-images.ts';
import { VIDEO_ROWS } from './v7-video.ts';
import { VOICE_ROWS } from './v7-voice.ts';
import { endpointOf, modelOf } from './v7-way.ts';

const fetchedFrom =
  (group: string): NonNullable<Family['poll']> =>
  ({ taskId }) => ({ path: `v7/${group}/fetch/${encodeURIComponent(taskId)}` });

/** Names of our own, as version 6 has families of the same names and nothing says that the two share their numbers. */
export const FAMILIES: readonly Family[] = [
  { name: 'v7-images', poll: fetchedFrom('images') },
  { name: 'v7-video', pace: 'slow', poll: fetchedFrom('video-fusion') },
  { name: 'v7-voice', poll: fetchedFrom('voice') },
  // Whether a transcript comes as a file or in words is documented nowhere: both are read.
  { name: 'v7-text', makesText: true, poll: fetchedFrom('voice') },
];

const ROWS = [...IMAGE_ROWS, ...VIDEO_ROWS, ...VOICE_ROWS];

export const ENDPOINTS: readonly Endpoint[] = ROWS.map(endpointOf);

export const MODELS: readonly Model[] = ROWS.map(modelOf);
