/** Something that a test can wait for: every change asks all who wait whether it was what they waited for. */
export type Happenings = {
  readonly changed: () => void;
  /** Resolves when `test` holds, now or after a change. A wait that never ends is told by the test's own time limit. */
  readonly until: (test: () => boolean) => Promise<void>;
};

export function createHappenings(): Happenings {
  const waiting = new Set<() => void>();
  return {
    changed: () => {
      for (const check of waiting) check();
    },
    until: (test) =>
      new Promise((resolve) => {
        const check = () => {
          if (!test()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}
