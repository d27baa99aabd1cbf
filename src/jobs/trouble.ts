import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Backoff } from './backoff.ts';
import { backoffMs } from './backoff.ts';

/** What keeps failing, such as every write on a full disk: tried ever less often, and told ever less often. */
export type Trouble = {
  /** Notes one more failure in a row; answers how long to wait. */
  readonly failed: (error: unknown) => number;
  readonly over: () => void;
};

type Deps = {
  /** What the log says was being done. */
  readonly doing: string;
  readonly backoff: Backoff;
  readonly random: () => number;
  readonly logger: Logger;
};

/** Told at the first, second, fourth, eighth … time, so that hours of the same trouble are some lines, not thousands. */
export function createTrouble({ doing, backoff, random, logger }: Deps): Trouble {
  let failures = 0;
  return {
    failed: (error) => {
      failures += 1;
      const waitMs = backoffMs(failures, backoff, random);
      if (Number.isInteger(Math.log2(failures))) logger.error({ doing, err: error, failures, waitMs }, 'this fails');
      return waitMs;
    },
    over: () => {
      if (failures > 0) logger.info({ doing, failures }, 'this works again');
      failures = 0;
    },
  };
}

/** A wait that can be called off, one at a time. */
export type Pause = {
  readonly isOn: () => boolean;
  readonly start: (ms: number, then: () => void) => void;
  readonly stop: () => void;
};

export function createPause(clock: Pick<Clock, 'after'>): Pause {
  let cancel: (() => void) | undefined;
  const stop = () => {
    cancel?.();
    cancel = undefined;
  };
  return {
    isOn: () => cancel !== undefined,
    start: (ms, then) => {
      stop();
      cancel = clock.after(ms, () => {
        cancel = undefined;
        then();
      });
    },
    stop,
  };
}
