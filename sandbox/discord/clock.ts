/** Time comes in by this door, so that a test can own it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls `wake` once after `delayMs`; the returned function calls it off. */
  readonly after: (delayMs: number, wake: () => void) => () => void;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, wake) => {
    const timer = setTimeout(wake, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
