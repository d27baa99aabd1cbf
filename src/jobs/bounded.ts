/** Runs work, so much of it at a time; the rest waits its turn, in the order in which it came. */
export type Bounded = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

export function createBounded(limit: number): Bounded {
  const waiting: (() => void)[] = [];
  let busy = 0;

  function leave(): void {
    const next = waiting.shift();
    // Whoever waits takes over the place: it is never free in between, so nobody who comes later gets in first.
    if (next) next();
    else busy -= 1;
  }

  return async (work) => {
    if (busy < limit) busy += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
