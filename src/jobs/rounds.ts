import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Backoff } from './backoff.ts';
import { createPause, createTrouble } from './trouble.ts';

/** Work that is done again and again, with a pause in between. */
export type Rounds = {
  readonly start: () => void;
  /** Resolves when a round that is under way is done. May be called again. */
  readonly stop: () => Promise<void>;
};

type Options = {
  readonly name: string;
  /** From the end of one round to the next. */
  readonly pauseMs: () => number;
  readonly work: () => Promise<void>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
};

/** After a round that failed; no sooner than the pause. */
const ROUND_BACKOFF: Backoff = { baseMs: 1_000, capMs: 60_000 };

export function createRounds({ name, pauseMs, work, clock, random, logger }: Options): Rounds {
  const trouble = createTrouble({ doing: name, backoff: ROUND_BACKOFF, random, logger });
  const pause = createPause(clock);
  let running = false;
  let underWay: Promise<void> | undefined;

  function plan(waitMs: number): void {
    if (!running) return;
    pause.start(waitMs, () => {
      underWay = round();
    });
  }

  async function round(): Promise<void> {
    try {
      await work();
      trouble.over();
      plan(pauseMs());
    } catch (error) {
      plan(Math.max(pauseMs(), trouble.failed(error)));
    }
  }

  return {
    start: () => {
      if (running) return;
      running = true;
      plan(pauseMs());
    },
    stop: async () => {
      running = false;
      pause.stop();
      await underWay;
    },
  };
}
