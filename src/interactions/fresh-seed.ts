import type { Model } from '#domain/model.ts';
import { SEED_MAX } from '#domain/options.ts';
import type { Ids } from '#domain/ports/ids.ts';

/** A seed for whoever chose none, so that it can be told and asked for again; undefined where the model takes none. */
export function freshSeed({ options }: Pick<Model, 'options'>, ids: Pick<Ids, 'seed'>): number | undefined {
  const limit = options.seed;
  if (limit && 'any' in limit) return ids.seed();
  if (!limit || !('min' in limit)) return undefined;
  const [low, high] = [Math.max(0, Math.ceil(limit.min)), Math.min(SEED_MAX, Math.floor(limit.max))];
  return low > high ? undefined : low + (ids.seed() % (high - low + 1));
}
