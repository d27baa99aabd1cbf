import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

/** Chooses the points at which processes die. */
export type Kills = {
  /** Called at every point where a process may die; true when it is to die there. */
  readonly strikes: (point: string) => boolean;
  /** From now on some process is to die, at a point chosen among all that were ever passed. */
  readonly arm: () => void;
  readonly disarm: () => void;
  readonly points: () => number;
  /** Points at which a process has died. */
  readonly struck: () => ReadonlySet<string>;
};

/** A point that is not passed for so long is not waited for: then the next one will do. */
const PATIENCE_MS = 2 * 60_000;

/**
 * Every point is as likely as any other, so that a rare one is struck as often as one that is passed ten times a second.
 * The list of points is learnt: whatever a process calls is one.
 */
export function createKills({ timeline, random }: { readonly timeline: Timeline; readonly random: Random }): Kills {
  const points = new Map<string, true>();
  const struck = new Set<string>();
  let armed: { readonly at: string; readonly until: number } | undefined;

  return {
    strikes: (point) => {
      points.set(point, true);
      if (!armed || (armed.at !== point && timeline.now() < armed.until)) return false;
      armed = undefined;
      struck.add(point);
      return true;
    },
    arm: () => {
      if (points.size > 0) armed = { at: random.pick([...points.keys()]), until: timeline.now() + PATIENCE_MS };
    },
    disarm: () => {
      armed = undefined;
    },
    points: () => points.size,
    struck: () => struck,
  };
}
