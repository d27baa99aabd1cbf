import type { Timeline } from './timeline.ts';

/**
 * The life of one process. When it ends, nothing comes back to it any more: no answer, no timer. What it has sent is on
 * its way. While it is frozen (a suspended machine), all of that waits.
 */
export type Life = {
  readonly number: number;
  readonly isAlive: () => boolean;
  readonly end: () => void;
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Calls `run` in this life, unless it has ended by then. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  /** A promise that is kept in this life or never. */
  readonly bound: <T>(promise: Promise<T>) => Promise<T>;
};

export function createLife(timeline: Timeline, number: number): Life {
  let alive = true;
  let frozen = false;
  const waiting: (() => void)[] = [];

  const happen = (run: () => void) => {
    if (!alive) return;
    if (frozen) waiting.push(run);
    else run();
  };

  return {
    number,
    isAlive: () => alive,
    end: () => {
      alive = false;
      waiting.length = 0;
    },
    freeze: () => {
      frozen = true;
    },
    thaw: () => {
      frozen = false;
      // One after the other, each with what follows from it, as a loop of events does it.
      for (const run of waiting.splice(0)) timeline.after(0, () => happen(run));
    },
    after: (delayMs, run) => {
      let calledOff = false;
      const cancel = timeline.after(delayMs, () => happen(() => calledOff || run()));
      return () => {
        calledOff = true;
        cancel();
      };
    },
    bound: (promise) =>
      new Promise((resolve, reject) => {
        promise.then(
          (answer) => happen(() => resolve(answer)),
          (error: unknown) => happen(() => reject(error)),
        );
      }),
  };
}

/** What a dead process waits for; a new one each time, since whoever waits for a promise is remembered by it. */
const never = (): Promise<never> => new Promise(() => {});

/** Told whenever a process is about to call a port, and when the answer is back: it may end the life there. */
export type Passing = (point: string) => void;

// Any port: what its methods take and answer is its own business.
type Method = (...input: readonly unknown[]) => unknown;

/** Methods that answer at once: nothing can happen between their call and their answer. */
const AT_ONCE: ReadonlySet<string> = new Set(['locate', 'link', 'readCallback', 'pollDelayMs', 'taskIn']);

/** A port as one life sees it: with a point where the process may die before each call and one after it. */
export function inLife<Port extends object>(life: Life, name: string, port: Port, passing: Passing): Port {
  const wrap = ([method, call]: [string, unknown]): [string, unknown] => {
    if (typeof call !== 'function' || AT_ONCE.has(method)) return [method, call];
    const before = `${name}.${method}: before`;
    const after = `${name}.${method}: after`;
    const original = call as Method;
    const wrapped: Method = (...input) => {
      if (!life.isAlive()) return never();
      passing(before);
      if (!life.isAlive()) return never();
      const answer = Promise.resolve(original(...input));
      return life.bound(answer.finally(() => life.isAlive() && passing(after)));
    };
    return [method, wrapped];
  };
  return Object.fromEntries(Object.entries(port).map(wrap)) as Port;
}
