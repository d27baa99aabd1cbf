import type { Model } from '#domain/model.ts';
import { USES, type Use } from '#domain/use.ts';
import { byPopularity, takeTurns } from './by-popularity.ts';
import { inSlices, nextTurn } from './in-slices.ts';
import type { Offer } from './merge-models.ts';
import { createUseIndex, type UseIndex } from './use-index.ts';

/** Models per turn of the loop. */
const SLICE_MODELS = 5_000;

/** Everything that is offered at one moment, ready to be looked for. */
export type Shelf = {
  readonly byId: ReadonlyMap<string, Model>;
  /** What the rooms know without asking, provider after provider. */
  readonly known: readonly Model[];
  readonly indexes: ReadonlyMap<Use, UseIndex>;
};

export const EMPTY_SHELF: Shelf = { byId: new Map(), known: [], indexes: new Map() };

/** `offers`: in the providers' order. An index of `before` is kept where its models are the very same. */
export async function fillShelf(offers: readonly Offer[], before: Shelf): Promise<Shelf> {
  const all = offers.flatMap(({ known, listed }) => [...known, ...listed]);
  const byId = new Map<string, Model>();
  await inSlices(all.length, SLICE_MODELS, (from, to) => {
    for (const model of all.slice(from, to)) byId.set(model.id, model);
  });

  const sorted: (readonly Model[])[] = [];
  await inSlices(offers.length, 1, (at) => {
    sorted.push(byPopularity([...(offers[at]?.known ?? []), ...(offers[at]?.listed ?? [])]));
  });

  const indexes = new Map<Use, UseIndex>();
  for (const use of USES) {
    await nextTurn();
    const models = takeTurns(sorted.map((list) => list.filter(({ uses }) => uses.includes(use))));
    if (models.length === 0) continue;
    const last = before.indexes.get(use);
    indexes.set(use, last && isSame(last.models, models) ? last : await createUseIndex(models));
  }
  return { byId, known: offers.flatMap(({ known }) => known), indexes };
}

const isSame = (some: readonly Model[], others: readonly Model[]): boolean =>
  some.length === others.length && some.every((model, at) => model === others[at]);
