import type { Model } from '#domain/model.ts';
import { inSlices } from './in-slices.ts';

/** Models per turn of the loop. */
const SLICE_MODELS = 5_000;

/** What one provider offers. */
export type Offer = {
  /** Models that its room knows without asking, in the room's own order. */
  readonly known: readonly Model[];
  /** Models that only its list has told, in the list's order. */
  readonly listed: readonly Model[];
};

/**
 * A provider's list laid over the models that its room knows. A known model keeps what the room knows about it (uses,
 * options, files) and takes from the list what only the list can tell: price, popularity, label, whether it is for
 * age-restricted channels. One that the list does not mention stays, because a list may be incomplete; it goes when the
 * list says that it is gone.
 */
export async function mergeModels(known: readonly Model[], list: readonly Model[]): Promise<Offer> {
  const told = new Map<string, Model>();
  const listed: Model[] = [];
  const isKnown = new Set(known.map(({ id }) => id));
  await inSlices(list.length, SLICE_MODELS, (from, to) => {
    for (const model of list.slice(from, to)) {
      if (told.has(model.id)) continue;
      told.set(model.id, model);
      if (!isKnown.has(model.id) && isOffered(model)) listed.push(model);
    }
  });
  return {
    known: known.map((model) => update(model, told.get(model.id))).filter(isOffered),
    listed,
  };
}

export const isOffered = ({ gone }: Model): boolean => gone !== true;

function update(model: Model, told: Model | undefined): Model {
  if (!told) return model;
  const { label, name, priceMicroUsd, gone } = told;
  return {
    ...model,
    // A list that has no label repeats the name.
    label: label.trim() === '' || label === name || label === told.id ? model.label : label,
    ...(priceMicroUsd !== undefined && { priceMicroUsd }),
    // A list that says nothing of either says 0 and no; and what its room puts in front stays there.
    popularity: Math.max(model.popularity, told.popularity),
    nsfw: model.nsfw || told.nsfw,
    ...(gone && { gone }),
  };
}
