import type { Store } from 'express-rate-limit';

type Options = { readonly windowMs: number; readonly addressesMax: number };

/** Under it count all addresses that came when the others had used up the room. */
const REST = 'rest';

/**
 * Counts by address within one window for all, which begins with the first call after the last one. Bounded, which the
 * library's own store is not: one who owns many addresses cannot make it grow. Takes no timer.
 */
export function createHits({ windowMs, addressesMax }: Options): Store {
  let counts = new Map<string, number>();
  let resetTime = new Date(0);
  return {
    localKeys: true,
    increment: (key) => {
      if (Date.now() >= resetTime.getTime()) {
        counts = new Map();
        resetTime = new Date(Date.now() + windowMs);
      }
      const counted = counts.size < addressesMax || counts.has(key) ? key : REST;
      const totalHits = (counts.get(counted) ?? 0) + 1;
      counts.set(counted, totalHits);
      return { totalHits, resetTime };
    },
    decrement: () => {},
    resetKey: (key) => void counts.delete(key),
  };
}
