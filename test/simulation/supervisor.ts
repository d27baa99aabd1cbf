import type { Faults } from './faults.ts';
import type { Kills } from './kills.ts';
import type { Life } from './life.ts';
import { createLife } from './life.ts';
import type { Machine } from './machine.ts';
import type { Outside } from './parts.ts';
import type { Process } from './process.ts';
import { startProcess } from './process.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';
import { DAWN } from './timeline.ts';

/** Starts the product again whenever it is gone, and sees to it that it is gone now and then. */
export type Supervisor = {
  /** The process that runs now; undefined between two lives. */
  readonly running: () => Process | undefined;
  /** It runs, and its machine is awake. */
  readonly isAwake: () => boolean;
  readonly starts: () => number;
  readonly plan: (troubles: { readonly untilMs: number; readonly kills: number }) => void;
};

type Deps = {
  readonly outside: Outside;
  readonly timeline: Timeline;
  readonly random: Random;
  readonly faults: Faults;
  readonly kills: Kills;
  readonly machine: Machine;
};

const MINUTE_MS = 60_000;

/** How long SIGTERM leaves a process before it is ended, in milliseconds. */
const GRACE_MS = 10_000;

/** How the wall clock is set wrong, in milliseconds ahead: hours both ways, and by what a careless hand may do. */
const WALLS_MS = [0, 0, 60 * MINUTE_MS, -60 * MINUTE_MS, 5 * MINUTE_MS, -90_000];

export function createSupervisor(deps: Deps): Supervisor {
  const { outside, timeline, random, faults, kills, machine } = deps;
  let running: Process | undefined;
  let awake = true;
  let starts = 0;

  function start(): void {
    starts += 1;
    const life = createLife(timeline, starts);
    const passing = (point: string) => {
      if (!kills.strikes(point)) return;
      faults.note('kill');
      end(life);
    };
    const failed = () => {
      faults.note('start failed');
      end(life);
    };
    const process = startProcess(outside, { life, random: random.fork(`life ${starts}`), passing, failed });
    // It may have died in its first call.
    running = life.isAlive() ? process : undefined;
    if (!awake) life.freeze();
  }

  /** The end of a life, and the beginning of the next after some time. */
  function end(life: Life): void {
    if (!life.isAlive()) return;
    life.end();
    running = undefined;
    timeline.after(faults.areOver() ? 1_000 : downtime(), start);
  }

  function downtime(): number {
    const die = random.next();
    if (die < 0.9) return random.int(300, 4_000);
    return die < 0.995 ? random.int(5_000, 40_000) : random.int(2 * MINUTE_MS, 7 * MINUTE_MS);
  }

  function terminate(): void {
    const process = running;
    if (!process) return;
    faults.note('SIGTERM');
    const { life } = process;
    void process.stop().then(() => end(life));
    timeline.after(GRACE_MS, () => end(life));
  }

  /** Everything stands still, and then goes on as if nothing had been. */
  function freeze(ms: number, asleep: boolean): void {
    if (!awake) return;
    faults.note(asleep ? 'machine asleep' : 'process frozen');
    awake = false;
    running?.life.freeze();
    timeline.after(ms, () => {
      if (asleep) machine.slept(ms);
      awake = true;
      running?.life.thaw();
    });
  }

  function setWall(): void {
    faults.note('clock set');
    machine.setWall(random.pick(WALLS_MS));
  }

  return {
    running: () => running,
    isAwake: () => awake && running !== undefined,
    starts: () => starts,
    plan: ({ untilMs, kills: count }) => {
      start();
      const sometime = (run: () => void) => timeline.after(random.int(0, untilMs - DAWN), run);
      for (let kill = 0; kill < count; kill += 1) sometime(kills.arm);
      for (let stop = 0; stop < 4; stop += 1) sometime(terminate);
      for (let set = 0; set < 4; set += 1) sometime(setWall);
      for (let pause = 0; pause < 3; pause += 1) {
        sometime(() => freeze(random.pick([2_000, 30_000, 4 * MINUTE_MS]), random.chance(0.5)));
      }
      timeline.after(untilMs - DAWN, kills.disarm);
    },
  };
}
