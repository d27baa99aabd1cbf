import type { InputRole } from '#domain/input.ts';
import type { InputRule, Limit, Model } from '#domain/model.ts';
import type { OptionName } from '#domain/options.ts';
import { ASPECTS } from '#domain/options.ts';
import type { Use } from '#domain/use.ts';

/** A field of `input`, and what may stand in it. */
type Spoken = { readonly field: string; readonly limit: Limit };

/** One model: what it is for, and in which fields of its `input` our words go. */
export type Offer = {
  /** `owner/name`, as it stands in the address. */
  readonly name: string;
  readonly label: string;
  readonly use: Use;
  /** Of a model that is run by version; absent where it is run by name. */
  readonly version?: string;
  readonly prompt: 'required' | 'none';
  readonly options: Readonly<Partial<Record<OptionName, Spoken>>>;
  readonly files: readonly { readonly role: InputRole; readonly field: string }[];
};

const aspect: Spoken = { field: 'aspect_ratio', limit: { oneOf: [...ASPECTS] } };
const count: Spoken = { field: 'num_outputs', limit: { min: 1, max: 4 } };
const seed: Spoken = { field: 'seed', limit: { any: true } };

/**
 * A handful, best first. Parameters are each model's own, and no document lists them all, so these are fields that the
 * vendor's page of the very model names (replicate.com/<owner>/<name>, API), and few of those: what is not sent has the
 * model's default. `video-01` is the example of the HTTP reference; the version of `real-esrgan` is that of the vendor's
 * examples.
 */
const OFFERS: readonly Offer[] = [
  {
    name: 'black-forest-labs/flux-schnell',
    label: 'FLUX.1 schnell',
    use: 'imagine',
    prompt: 'required',
    options: { aspect, count, seed },
    files: [],
  },
  {
    name: 'black-forest-labs/flux-1.1-pro',
    label: 'FLUX 1.1 pro',
    use: 'imagine',
    prompt: 'required',
    options: { aspect, seed },
    files: [],
  },
  {
    name: 'black-forest-labs/flux-1.1-pro-ultra',
    label: 'FLUX 1.1 pro ultra',
    use: 'imagine',
    prompt: 'required',
    options: { aspect, seed },
    files: [],
  },
  {
    name: 'black-forest-labs/flux-kontext-pro',
    label: 'FLUX.1 Kontext pro',
    use: 'edit',
    prompt: 'required',
    // Its shape follows the input's where none is named; which others it takes its page does not list.
    options: { seed },
    files: [{ role: 'image', field: 'input_image' }],
  },
  {
    name: 'nightmareai/real-esrgan',
    label: 'Real-ESRGAN',
    use: 'upscale',
    version: '42fed1c4974146d4d2414e2be2c5277c7fcf05fcc3a73abf41610695738c1d7b',
    prompt: 'none',
    // Whole numbers up to 8 are in the vendor's examples.
    options: { scale: { field: 'scale', limit: { min: 2, max: 8 } } },
    files: [{ role: 'image', field: 'image' }],
  },
  {
    name: 'minimax/video-01',
    label: 'MiniMax Video-01',
    use: 'video',
    prompt: 'required',
    options: {},
    files: [],
  },
];

const BY_NAME: ReadonlyMap<string, Offer> = new Map(OFFERS.map((offer) => [offer.name, offer]));

/** Undefined for a model of a catalogue that another version of this room wrote. */
export const offerOf = ({ name }: Pick<Model, 'name'>): Offer | undefined => BY_NAME.get(name);

/** The same as the catalogue says it. */
export const MODELS: readonly Model[] = OFFERS.map((offer, place) => ({
  id: `replicate/${offer.name}`,
  provider: 'replicate',
  name: offer.name,
  label: offer.label,
  uses: [offer.use],
  route: offer.version === undefined ? 'name' : 'version',
  prompt: { need: offer.prompt },
  options: Object.fromEntries(Object.entries(offer.options).map(([name, { limit }]) => [name, limit])),
  inputs: offer.files.map(({ role }): InputRule => ({ role, accepts: ['image'], required: true })),
  nsfw: false,
  popularity: OFFERS.length - place,
}));
