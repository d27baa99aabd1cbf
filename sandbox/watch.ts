/** Tells listeners of changes, and lets others wait for the one that they look for. */
export type Watch<Change> = {
  readonly tell: (change: Change) => void;
  readonly subscribe: (listener: (change: Change) => void) => () => void;
  /** Resolves with the first change from now on that satisfies the test; when none came in time, rejects with those words. */
  readonly next: (test: (change: Change) => boolean, withinMs: number, otherwise: () => string) => Promise<Change>;
};

export function createWatch<Change>(): Watch<Change> {
  const listeners = new Set<(change: Change) => void>();
  const subscribe = (listener: (change: Change) => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  return {
    subscribe,
    tell: (change) => {
      for (const listener of [...listeners]) listener(change);
    },
    next: (test, withinMs, otherwise) =>
      new Promise((resolve, reject) => {
        const unsubscribe = subscribe((change) => {
          if (!test(change)) return;
          stop();
          resolve(change);
        });
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`waited ${withinMs} ms: ${otherwise()}`));
        }, withinMs);
        const stop = () => {
          clearTimeout(timer);
          unsubscribe();
        };
      }),
  };
}
