import type { Model } from '#domain/model.ts';
import type { Endpoint } from '#providers/modelslab/endpoint.ts';
import { inpaintModel } from './images.ts';

/** The way is that of the other images; what stands here alone is its model, to be offered after all others. */
export const ENDPOINTS: readonly Endpoint[] = [];

/** The one that the page names (docs.modelslab.com inpainting). It comes from a family known for nudes, so only age-restricted channels get it. */
export const MODELS: readonly Model[] = [
  { ...inpaintModel({ id: 'lazymixv4-inpaint', label: 'LazyMix V4 Inpaint' }), nsfw: true },
];
