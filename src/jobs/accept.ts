import type { QueuedJob } from '#domain/job.ts';
import { kindOf } from '#domain/job.ts';
import type { Origin } from '#domain/origin.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { Ids } from '#domain/ports/ids.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Request } from '#domain/request.ts';
import { QUEUE_DEADLINE_MS } from './deadlines.ts';
import type { Journal } from './journal.ts';

export type Acceptance =
  | { readonly outcome: 'accepted'; readonly job: QueuedJob; readonly ahead: number }
  /** Discord delivered the interaction twice; the first one has the job. */
  | { readonly outcome: 'duplicate' };

export type Accept = (asked: {
  readonly provider: string;
  readonly request: Request;
  readonly origin: Origin;
}) => Promise<Acceptance>;

type Deps = {
  readonly jobs: Pick<JobStore, 'accept'>;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly journal: Journal;
};

/** Makes a request a job. Local only: the member's three seconds are running. */
export function createAccept({ jobs, ids, clock, journal }: Deps): Accept {
  return async ({ provider, request, origin }) => {
    const now = clock.now();
    const job: QueuedJob = {
      id: ids.next(),
      provider,
      request,
      origin,
      state: 'queued',
      createdAt: now,
      notBefore: now,
      deadlineAt: now + QUEUE_DEADLINE_MS,
    };
    const answer = await jobs.accept(job);
    if (answer.outcome === 'duplicate') return answer;
    journal.accepted(kindOf(job), provider);
    return { outcome: 'accepted', job, ahead: answer.ahead };
  };
}
