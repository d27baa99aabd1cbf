import type { Random } from './random.ts';

/** Lets `build` find seeded chance where it takes `Math.random` for itself, as the roof does. */
export function withSeededChance<T>(random: Random, build: () => T): T {
  const { random: original } = Math;
  Math.random = random.next;
  try {
    return build();
  } finally {
    Math.random = original;
  }
}
