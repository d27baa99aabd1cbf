import type { Clock } from './clock.ts';
import type { Latency } from './operator.ts';

/** How long the calls of the bot take on their way. */
export type Delays = {
  readonly set: (latency: Latency | undefined) => void;
  /** The waits before and after the work of a call. */
  readonly of: (
    method: string,
    path: string,
  ) => { readonly before: () => Promise<void>; readonly after: () => Promise<void> };
};

const NONE: Latency = {};

export function createDelays({ clock }: { readonly clock: Clock }): Delays {
  let latency = NONE;
  const wait = (ms = 0): Promise<void> =>
    ms <= 0 ? Promise.resolve() : new Promise((resolve) => void clock.after(ms, resolve));
  return {
    set: (next) => {
      latency = next ?? NONE;
    },
    of: (method, path) => {
      const isMeant = (latency.method ?? method) === method && (latency.path?.test(path) ?? true);
      const { beforeMs, afterMs } = isMeant ? latency : NONE;
      return { before: () => wait(beforeMs), after: () => wait(afterMs) };
    },
  };
}
