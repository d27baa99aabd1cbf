/**
 * Does `work` for all of `0…length`, a slice at a time, and lets everything else that waits go first after each. By the
 * turn, not by the clock: a timer takes a millisecond for what takes microseconds here, and one that does not keep the
 * process alive would let it end in the middle of a start.
 */
export async function inSlices(length: number, size: number, work: (from: number, to: number) => void): Promise<void> {
  for (let from = 0; from < length; from += size) {
    work(from, Math.min(from + size, length));
    await nextTurn();
  }
}

export const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
