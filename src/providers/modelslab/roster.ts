import type { Model } from '#domain/model.ts';
import type { Submit } from '#domain/ports/provider.ts';
import type { Endpoint } from './endpoint.ts';
import * as controlnet from './endpoints/controlnet.ts';
import * as editing from './endpoints/editing.ts';
import * as images from './endpoints/images.ts';
import * as inpaint from './endpoints/inpaint.ts';
import * as interior from './endpoints/interior.ts';
import * as realtime from './endpoints/realtime.ts';
import * as threeD from './endpoints/three-d.ts';
import * as training from './endpoints/training.ts';
import * as v7 from './endpoints/v7.ts';
import * as video from './endpoints/video.ts';
import * as voice from './endpoints/voice.ts';
import * as workflows from './endpoints/workflows.ts';
import type { Family, ListModels } from './family.ts';

/** What a file in endpoints/ exports. */
type Chapter = {
  readonly ENDPOINTS: readonly Endpoint[];
  readonly MODELS: readonly Model[];
  /** Families whose answers differ from the common envelope. */
  readonly FAMILIES?: readonly Family[];
  /** Models that only the service knows. */
  readonly LISTS?: readonly ListModels[];
};

/** In the order in which models are offered, best first. */
const CHAPTERS: readonly Chapter[] = [
  images,
  editing,
  interior,
  controlnet,
  realtime,
  inpaint,
  video,
  voice,
  threeD,
  training,
  v7,
  workflows,
];

const ENDPOINTS = CHAPTERS.flatMap((chapter) => chapter.ENDPOINTS);
const FAMILIES = new Map(CHAPTERS.flatMap(({ FAMILIES = [] }) => FAMILIES).map((family) => [family.name, family]));

/** Above what the service counts for any model of its own list, so that what was chosen by hand comes first. */
const CHOSEN_POPULARITY = 1_000_000_000_000;

/** Their popularity is their place here. */
export const MODELS: readonly Model[] = CHAPTERS.flatMap((chapter) => chapter.MODELS).map((model, place) => ({
  ...model,
  popularity: CHOSEN_POPULARITY - place,
}));

export const LISTS: readonly ListModels[] = CHAPTERS.flatMap(({ LISTS = [] }) => LISTS);

export const SPECIAL_FAMILIES: readonly Family[] = [...FAMILIES.values()];

/** The way that a submit takes; undefined when its model comes from a catalogue that this version does not know. */
export const endpointOf = (submit: Submit): Endpoint | undefined =>
  ENDPOINTS.find(({ route, serves }) => route === submit.model.route && (serves?.(submit) ?? true));

/** A family without an entry does everything in the common way. */
export const familyOf = (name: string): Family => FAMILIES.get(name) ?? { name };
