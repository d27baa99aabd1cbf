/** What one request holds of the budget. */
export type Share = {
  /** Makes `bytes` the size of the share; false, and nothing changes, when there is not so much room. */
  readonly resize: (bytes: number) => boolean;
  /** Gives everything back. */
  readonly release: () => void;
};

/** Room for the bodies that are in hand at one time, so that slow or many senders cost a known amount of memory. */
export type BodyBudget = { readonly open: () => Share };

/**
 * What every request may hold without asking, in bytes: more than any callback seen, so that a flood of large bodies
 * never keeps a small one out. The number of connections bounds its sum.
 */
const FREE_BYTES = 16 * 1024;

export function createBodyBudget(maxBytes: number): BodyBudget {
  let taken = 0;
  return {
    open: () => {
      let held = 0;
      const hold = (bytes: number): boolean => {
        if (bytes > held && taken + bytes - held > maxBytes) return false;
        taken += bytes - held;
        held = bytes;
        return true;
      };
      return {
        resize: (bytes) => hold(Math.max(0, bytes - FREE_BYTES)),
        release: () => void hold(0),
      };
    },
  };
}
