import type { Case } from '#test/simulation/chronicle.ts';

/** A promise that was broken, and when. */
export type Violation = {
  readonly promise: string;
  readonly detail: string;
  readonly step: number;
  readonly at: number;
  readonly about: Case | undefined;
};

/** Counts what was looked at; the first broken promise is kept, and the simulation ends with it. */
export type Court = {
  readonly check: (holds: boolean, promise: string, detail: () => string, about?: Case) => void;
  readonly checks: () => number;
  readonly violation: () => Violation | undefined;
};

export function createCourt({ now, steps }: { readonly now: () => number; readonly steps: () => number }): Court {
  let checks = 0;
  let violation: Violation | undefined;
  return {
    check: (holds, promise, detail, about) => {
      checks += 1;
      if (holds || violation) return;
      violation = { promise, detail: detail(), step: steps(), at: now(), about };
    },
    checks: () => checks,
    violation: () => violation,
  };
}
