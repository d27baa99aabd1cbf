import type { Clock, SteadyClock } from '#domain/ports/clock.ts';

/** The two clocks of a machine, in milliseconds. */
export type MachineClocks = {
  /** Since the epoch; may be set at any time, by anybody. */
  readonly wall: () => number;
  /** Since some moment; never set. Stands still while the machine sleeps, which then looks as if the wall was set. */
  readonly monotonic: () => number;
};

const MACHINE: MachineClocks = { wall: Date.now, monotonic: () => performance.now() };

/** As a time server corrects a clock that runs: in small pieces, at once followed. Anything more is a clock that was set. */
const DRIFT_MAX_MS = 2_000;

const after: Clock['after'] = (delayMs, wake) => {
  const timer = setTimeout(wake, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
};

/** The machine's time, as it is. */
export const systemClock: Clock = { now: Date.now, after };

/**
 * Runs on the monotonic clock, from the wall's time at the start. `now` is whole milliseconds and agrees with the wall
 * until that is set by two seconds or more; then it runs on evenly until it is told to step.
 */
export function createSteadyClock({ wall, monotonic }: MachineClocks = MACHINE): SteadyClock {
  /** What the monotonic clock is to be ahead by. */
  let base = wall() - monotonic();

  function offByMs(): number {
    const off = wall() - (base + monotonic());
    if (Math.abs(off) >= DRIFT_MAX_MS) return Math.round(off);
    base += off;
    return 0;
  }

  return {
    now: () => {
      offByMs();
      return Math.round(base + monotonic());
    },
    after,
    offByMs,
    step: (byMs) => {
      base += byMs;
    },
  };
}
