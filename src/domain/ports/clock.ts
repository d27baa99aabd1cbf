/** Time comes in by this door, so that tests and simulations can own it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls `wake` once after `delayMs`; the returned function calls it off. Never keeps the process alive. */
  readonly after: (delayMs: number, wake: () => void) => () => void;
};

/** Time that runs evenly although the machine's clock is set: whoever owns the rows that hold times decides when to follow. */
export type SteadyClock = Clock & {
  /** How far the machine's clock is ahead of this one, in milliseconds; negative when it is behind. */
  readonly offByMs: () => number;
  /** Moves this clock by so many milliseconds. */
  readonly step: (byMs: number) => void;
};
