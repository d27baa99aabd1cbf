import type { Model } from '#domain/model.ts';
import { AUDIO_DRAFTS } from './audio-models.ts';
import { modelOf } from './draft.ts';
import { IMAGE_DRAFTS } from './image-models.ts';
import { FADING_VIDEO_DRAFTS, VIDEO_DRAFTS } from './video-models.ts';

const OFFERED = [...IMAGE_DRAFTS, ...VIDEO_DRAFTS, ...AUDIO_DRAFTS];

/** What is offered until the service has told its own list; ids there change often. */
export const MODELS: readonly Model[] = OFFERED.map((draft, place) => modelOf(draft, OFFERED.length - place));

/** Every model that this room knows how to call in all it can do, by its name at the service. */
export const KNOWN: ReadonlyMap<string, Model> = new Map(
  [...MODELS, ...FADING_VIDEO_DRAFTS.map((draft) => modelOf(draft, 0))].map((model) => [model.name, model]),
);
