import type { Outcome } from './run.ts';

/** Jobs of one world. Small enough for a handful of them to share two cores evenly, large enough for their ends to be cheap. */
export const JOBS_PER_WORLD = 2_000;

/** One world of a run: it depends on nothing but this. */
export type Shard = { readonly index: number; readonly seed: string; readonly jobs: number };

/** Cuts a run into worlds: the same however many threads play them. */
export function shardsOf({ seed, jobs }: { readonly seed: string; readonly jobs: number }): readonly Shard[] {
  const count = Math.max(1, Math.ceil(jobs / JOBS_PER_WORLD));
  return Array.from({ length: count }, (_each, index) => ({
    index,
    seed: `${seed}/${index}`,
    jobs: Math.min(JOBS_PER_WORLD, jobs - index * JOBS_PER_WORLD),
  }));
}

/** What came of a shard, as it crosses from one thread to another. */
export type Played = { readonly shard: Shard; readonly outcome: Outcome };
