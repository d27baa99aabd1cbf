import type { SteadyClock } from '#domain/ports/clock.ts';
import { createSteadyClock } from '#src/system-clock.ts';
import type { Life } from './life.ts';
import type { Timeline } from './timeline.ts';

/** The machine that the processes run on: its clocks, and whether it is awake. */
export type Machine = {
  /** Sets the wall clock so far ahead of the world's time. */
  readonly setWall: (aheadMs: number) => void;
  /** While it sleeps, its monotonic clock stands still. */
  readonly slept: (ms: number) => void;
  /** The product's own steady clock, on this machine's clocks and this life's timers. */
  readonly clockFor: (life: Life) => SteadyClock;
};

export function createMachine(timeline: Timeline): Machine {
  let aheadMs = 0;
  let sleptMs = 0;
  const wall = () => timeline.now() + aheadMs;
  const monotonic = () => timeline.now() - sleptMs;
  return {
    setWall: (ms) => {
      aheadMs = ms;
    },
    slept: (ms) => {
      sleptMs += ms;
    },
    clockFor: (life) => ({ ...createSteadyClock({ wall, monotonic }), after: life.after }),
  };
}
