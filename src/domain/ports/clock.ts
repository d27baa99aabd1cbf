/** Time comes in by this door, so that tests and simulations can own it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls `wake` once after `delayMs`; the returned function calls it off. Never keeps the process alive. */
  readonly after: (delayMs: number, wake: () => void) => () => void;
};
