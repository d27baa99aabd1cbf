import type { Clock } from '#domain/ports/clock.ts';

/** A round instant; every time in these tests is counted from it, in milliseconds. */
export const NOON = 1_800_000_000_000;

export type VirtualClock = Clock & {
  /** Lets time pass; what falls due on the way is woken in order, at its own time. */
  readonly advance: (ms: number) => void;
  /** Somebody sets the clock: no time passes, what is waited for comes no sooner and no later. */
  readonly set: (byMs: number) => void;
  /** Waits that have neither ended nor been called off, as delays from now. */
  readonly pending: () => readonly number[];
};

type Waiting = { at: number; readonly wake: () => void };

/** Time that passes only when the test says so. */
export function createVirtualClock(from = NOON): VirtualClock {
  let now = from;
  /** Where `advance` is going: along with everything else when the clock is set on the way. */
  let end = from;
  const waiting = new Set<Waiting>();

  function nextUntil(end: number): Waiting | undefined {
    return [...waiting].filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at)[0];
  }

  return {
    now: () => now,
    after: (delayMs, wake) => {
      const entry = { at: now + delayMs, wake };
      waiting.add(entry);
      return () => void waiting.delete(entry);
    },
    advance: (ms) => {
      end = now + ms;
      for (let next = nextUntil(end); next; next = nextUntil(end)) {
        waiting.delete(next);
        now = Math.max(now, next.at);
        next.wake();
      }
      now = end;
    },
    set: (byMs) => {
      now += byMs;
      end += byMs;
      for (const entry of waiting) entry.at += byMs;
    },
    pending: () => [...waiting].map(({ at }) => at - now),
  };
}
