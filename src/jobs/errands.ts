import type { Logger } from '#domain/ports/logger.ts';
import { createBounded } from './bounded.ts';

/** What is done beside the work, so that nobody waits for it: a card brought up to date. Lost in a crash, which is no harm. */
export type Errands = {
  /** Begun in the order in which they were sent. */
  readonly send: (work: () => Promise<void>) => void;
  /** Resolves when everything that was sent is done. */
  readonly finished: () => Promise<void>;
};

/** At the same time: enough to keep pace with the posts, few enough for an outage not to pile up open connections. */
const ERRANDS_AT_A_TIME = 16;

export function createErrands({ logger }: { readonly logger: Logger }): Errands {
  const underWay = new Set<Promise<void>>();
  const bounded = createBounded(ERRANDS_AT_A_TIME);
  return {
    send: (work) => {
      const done = bounded(work)
        .catch((error: unknown) => logger.error({ err: error }, 'errand failed'))
        .finally(() => underWay.delete(done));
      underWay.add(done);
    },
    finished: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
