/** Rings a loop's bell: there may be work now. Ringing too often costs a look, never a mistake. */
export type Wake = { readonly ring: () => void; readonly listen: (listener: () => void) => void };

/** What the use cases ring and the worker hears. The loops also look by themselves, so a lost ring only delays. */
export type Wakes = { readonly submit: Wake; readonly reconcile: Wake; readonly deliver: Wake };

export const createWakes = (): Wakes => ({ submit: createWake(), reconcile: createWake(), deliver: createWake() });

function createWake(): Wake {
  const listeners = new Set<() => void>();
  return {
    ring: () => {
      for (const listener of listeners) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
    },
  };
}
