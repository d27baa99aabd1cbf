import type { SteadyClock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { UpkeepStore } from '#domain/ports/upkeep-store.ts';
import type { Rounds } from './rounds.ts';
import { createRounds } from './rounds.ts';

/** Follows the machine's clock after it was set, and takes every wait that is stored along. */
export type FollowClock = {
  /** Called once, before anything is taken up. */
  readonly takeUp: () => Promise<void>;
  /** Looks once; to be done every second. */
  readonly follow: () => Promise<void>;
};

type Deps = {
  readonly clock: SteadyClock;
  readonly upkeep: Pick<UpkeepStore, 'shiftTimes' | 'lastMoment'>;
  readonly logger: Logger;
};

/**
 * Rows hold times of the machine's clock: leases, deadlines, polls, tries. When that clock is set, by hand, by a time
 * server after a start without one, or because the machine slept, a wait would end too early or go on for years. So the
 * process runs on a clock of its own, which does not jump, and follows a jump only together with everything that is stored:
 * all waits last as long as they were meant to, whichever of the two times was right.
 */
export function createFollowClock({ clock, upkeep, logger }: Deps): FollowClock {
  return {
    takeUp: async () => {
      const last = await upkeep.lastMoment?.();
      const now = clock.now();
      // Time that has passed while nothing ran is real; time that has not come yet is a clock that was set back since.
      if (last === undefined || last <= now) return;
      const byMs = now - last;
      logger.warn({ byMs }, 'the clock is behind the last entry in the database; following it');
      await upkeep.shiftTimes(byMs);
    },
    follow: async () => {
      const byMs = clock.offByMs();
      if (byMs === 0) return;
      logger.warn({ byMs }, 'the clock of this machine was set; following it');
      // In the same turn, so that whatever is written after the shift is written by the new time.
      const shifted = upkeep.shiftTimes(byMs);
      clock.step(byMs);
      try {
        await shifted;
      } catch (error) {
        clock.step(-byMs);
        throw error;
      }
    },
  };
}

/** A lease lasts a minute: a second of it by the wrong clock is no harm. */
const LOOK_EVERY_MS = 1_000;

export const createClockFollowing = (deps: Deps & { readonly random: () => number }): Rounds => {
  const { follow } = createFollowClock(deps);
  return createRounds({ ...deps, name: 'clock', pauseMs: () => LOOK_EVERY_MS, work: follow });
};
