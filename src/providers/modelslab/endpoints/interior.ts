import type { Model } from '#domain/model.ts';
import type { Options } from '#domain/options.ts';
import type { Endpoint, Ordered } from '#providers/modelslab/endpoint.ts';
import { fileOf } from '#providers/modelslab/endpoint.ts';
import { offer } from '#providers/modelslab/offer.ts';
import { sizeWithin } from '#providers/modelslab/size.ts';

/**
 * `POST /api/v6/interior/<name>` (docs.modelslab.com interior API and its OpenAPI file, which types `track_id` as a number:
 * left out). No switch for a safety checker is documented.
 */
const way = (name: string, own: (options: Options, order: Ordered) => object): Endpoint => ({
  route: `interior.${name}`,
  path: `v6/interior/${name}`,
  family: 'interior',
  body: (order) => ({ init_image: fileOf(order, 'image'), ...own(order.submit.request.options, order) }),
  trackId: 'none',
  filesWithoutAddress: 'upload',
  key: 'body',
});

const common = ({ negative, seed }: Options, { submit }: Ordered) => ({
  prompt: submit.request.prompt,
  negative_prompt: negative,
  seed,
});

const changed = (options: Options, order: Ordered) => ({ ...common(options, order), strength: options.strength });

/** With an object to change, which not all of them take. */
const pointed = (options: Options, order: Ordered) => ({
  ...changed(options, order),
  specific_object: options.target,
});

/** `make` alone counts its strength from 1 to 10. */
const tenfold = (strength: number | undefined) =>
  strength === undefined ? undefined : Math.max(1, Math.round(strength * 10));

/** 512 to 2048 on each side. */
const MIXER_BOX = { width: 2048, height: 2048 };

/** The SDK has `scenario` as the path of the changer; the pages and the OpenAPI file have this. */
export const ENDPOINTS: readonly Endpoint[] = [
  way('make', (options, order) => ({ ...common(options, order), strength: tenfold(options.strength) })),
  way('room_decorator', changed),
  way('floor_planning', pointed),
  way('sketch_rendering', pointed),
  way('exterior_restorer', pointed),
  way('scenario_changer', (options, order) => ({ ...pointed(options, order), scenario: options.style })),
  way('object_removal', ({ target }) => ({ object_name: target })),
  way('interior_mixer', (options, order) => ({
    ...common(options, order),
    object_image: fileOf(order, 'reference'),
    ...(options.aspect && sizeWithin(MIXER_BOX, options.aspect)),
  })),
];

const SCENARIOS = [
  'beach',
  'desert',
  'plain',
  'taiga',
  'mountain',
  'snow',
  'jungle',
  'city',
  'underwater',
  'urban',
  'forest',
];

const ANY = { any: true } as const;
const IMAGE = { role: 'image', accepts: ['image'], required: true } as const satisfies Model['inputs'][number];
const CHANGE = { negative: ANY, seed: ANY, strength: { min: 0, max: 1 } } as const;
const POINTED = { ...CHANGE, target: ANY } as const;

type Facts = Omit<Parameters<typeof offer>[0], 'uses' | 'route'>;

const model = (name: string, facts: Facts): Model =>
  offer({ inputs: [IMAGE], ...facts, uses: ['edit'], name, route: `interior.${name}` });

export const MODELS: readonly Model[] = [
  model('make', { id: 'interior', label: 'Interior: redesign a room', options: CHANGE }),
  model('room_decorator', { id: 'room-decorator', label: 'Interior: decorate a room', options: CHANGE }),
  model('floor_planning', { id: 'floor-planning', label: 'Interior: render a floor plan', options: POINTED }),
  model('sketch_rendering', { id: 'sketch-rendering', label: 'Exterior: render a sketch', options: POINTED }),
  model('exterior_restorer', { id: 'exterior-restorer', label: 'Exterior: restore a house', options: POINTED }),
  model('scenario_changer', {
    id: 'scenario-changer',
    label: 'Exterior: other surroundings',
    options: { ...POINTED, style: { oneOf: SCENARIOS } },
    requires: ['style'],
  }),
  model('object_removal', {
    id: 'interior-object-removal',
    label: 'Interior: remove an object by name',
    prompt: { need: 'none' },
    options: { target: ANY },
    requires: ['target'],
  }),
  model('interior_mixer', {
    id: 'interior-mixer',
    label: 'Interior: put an object into a room',
    options: { aspect: ANY, negative: ANY, seed: ANY },
    inputs: [IMAGE, { role: 'reference', accepts: ['image'], required: true }],
  }),
];
