/** Seeded chance: the same seed draws the same numbers. */
export type Random = {
  /** From 0 up to, but not including, 1. */
  readonly next: () => number;
  /** A whole number from `min` to `max`, both included. */
  readonly int: (min: number, max: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** A stream of its own, so that one more draw here changes nothing there. */
  readonly fork: (name: string) => Random;
};

/** xoshiro128** by Blackman and Vigna (public domain): fast, small, and good enough for dice. */
export function createRandom(seed: string): Random {
  const [first, second, third, fourth] = [1, 2, 3, 4].map((salt) => hash(seed, salt));
  let [a, b, c, d] = [first ?? 1, second ?? 2, third ?? 3, fourth ?? 4];

  const next = () => {
    const times5 = Math.imul(b, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result / 2 ** 32;
  };

  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const picked = list[int(0, list.length - 1)];
      if (picked === undefined) throw new Error('Nothing to pick from.');
      return picked;
    },
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

/** FNV-1a, stirred at the end (the finaliser of MurmurHash3), so that seeds that differ by one digit have nothing in common. */
function hash(text: string, salt: number): number {
  let value = 0x811c9dc5 ^ salt;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
