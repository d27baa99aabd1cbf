import type { Endpoint } from '#sandbox/modelslab/endpoint.ts';
import { EDITING_ENDPOINTS, INTERIOR_ENDPOINTS } from './editing.ts';
import { IMAGE_ENDPOINTS } from './images.ts';
import { THREE_D_ENDPOINTS } from './three-d.ts';
import { VIDEO_ENDPOINTS } from './video.ts';
import { VOICE_ENDPOINTS } from './voice.ts';

/** Every endpoint whose fields do not depend on the model. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...IMAGE_ENDPOINTS,
  ...VIDEO_ENDPOINTS,
  ...VOICE_ENDPOINTS,
  ...THREE_D_ENDPOINTS,
  ...EDITING_ENDPOINTS,
  ...INTERIOR_ENDPOINTS,
];

/** Where results are fetched, and the number that ids begin with there: 2 to 9 digits have been seen, by family. */
export const FIRST_IDS: Readonly<Record<string, number>> = {
  'v6/images': 155_918_900,
  'v6/realtime': 29_763_500,
  'v6/video': 66_752_900,
  'v6/voice': 12_202_800,
  'v6/3d': 32_140,
  'v6/image_editing': 1_470_300,
  'v6/interior': 847_100,
  'v7/images': 205_118_000,
  'v7/video-fusion': 9_410_200,
  'v7/voice': 471_600,
};
