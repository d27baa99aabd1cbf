import { kindOf } from '#domain/job.ts';
import type { JobState } from '#domain/lifecycle.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { Ids } from '#domain/ports/ids.ts';
import type { End, JobStore, SettleAnswer } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Settlement } from '#domain/settlement.ts';
import type { Journal } from './journal.ts';
import type { Wakes } from './wakes.ts';

/** How a settlement is written. */
export function endOf(settlement: Settlement): End {
  if (settlement.outcome === 'failed') return { state: 'failed', failure: settlement.failure };
  const { sources, ...success } = settlement;
  return { state: 'succeeded', success, sources };
}

export type Settle = (jobId: string, end: End, expected: readonly JobState[]) => Promise<SettleAnswer>;

type Deps = {
  readonly jobs: Pick<JobStore, 'settle'>;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly wakes: Wakes;
  readonly journal: Journal;
  readonly logger: Logger;
};

/** Ends a job, once: whoever comes second is told that nothing changed. The delivery is owed in the same transaction. */
export function createSettle({ jobs, ids, clock, wakes, journal, logger }: Deps): Settle {
  return async (jobId, end, expected) => {
    const answer = await jobs.settle({ jobId, end, expected, deliveryId: ids.next(), now: clock.now() });
    if (answer.outcome !== 'settled') return answer;
    const failure = end.state === 'succeeded' ? undefined : end.failure;
    logger.info({ jobId, state: end.state, ...(failure && { failure }) }, 'job ended');
    journal.ended(kindOf(answer.job), end.state, failure);
    wakes.deliver.ring();
    wakes.submit.ring();
    return answer;
  };
}
