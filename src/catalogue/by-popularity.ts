import type { Model } from '#domain/model.ts';

/** One provider's models, most popular first; those of equal popularity stay in their order. */
export const byPopularity = (models: readonly Model[]): readonly Model[] =>
  models.toSorted((one, other) => other.popularity - one.popularity);

/**
 * Several providers' lists as one. Popularity cannot be compared between providers, but places can: the first of each
 * provider, in the providers' order, then the second of each, and so on.
 */
export function takeTurns(lists: readonly (readonly Model[])[]): readonly Model[] {
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0);
  const all: Model[] = [];
  for (let place = 0; place < longest; place += 1)
    for (const list of lists) {
      const model = list[place];
      if (model) all.push(model);
    }
  return all;
}
