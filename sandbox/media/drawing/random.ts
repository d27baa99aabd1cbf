/** The same text gives the same numbers for ever: what makes a picture repeatable. */
export type Random = {
  /** 0 ≤ x < 1. */
  readonly next: () => number;
  readonly between: (min: number, max: number) => number;
  /** Both ends included. */
  readonly whole: (min: number, max: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item;
};

/** Mulberry32, started from an FNV-1a hash. */
export function createRandom(text: string): Random {
  let state = hash(text);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (min: number, max: number) => min + next() * (max - min);
  const whole = (min: number, max: number) => Math.floor(between(min, max + 1));
  return {
    next,
    between,
    whole,
    chance: (probability) => next() < probability,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
  };
}

/** Smooth noise along one axis, −1 to 1, the same wherever it is asked twice. */
export function createNoise(random: Random): (x: number) => number {
  const lattice = Array.from({ length: 256 }, () => random.between(-1, 1));
  const at = (index: number) => lattice[index & 255] ?? 0;
  return (x) => {
    const index = Math.floor(x);
    const t = x - index;
    const eased = t * t * (3 - 2 * t);
    return at(index) * (1 - eased) + at(index + 1) * eased;
  };
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}
