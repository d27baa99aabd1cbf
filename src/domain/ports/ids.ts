/** Randomness comes in by this door. */
export type Ids = {
  /** A ULID in lower case: unique, and later ids sort after earlier ones. */
  readonly next: () => string;
  /** A seed for a generation, 0 to SEED_MAX. */
  readonly seed: () => number;
};
