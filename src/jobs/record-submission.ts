import type { SubmittingJob } from '#domain/job.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import type { Provider, Submission } from '#domain/ports/provider.ts';
import { jitter } from './backoff.ts';
import { QUEUE_DEADLINE_MS } from './deadlines.ts';
import type { Errands } from './errands.ts';
import type { FailOver } from './fail-over.ts';
import type { Settle } from './settle.ts';
import { endOf } from './settle.ts';

/** Writes down what became of a submit. */
export type RecordSubmission = (job: SubmittingJob, provider: Provider, submission: Submission) => Promise<void>;

type Deps = {
  readonly jobs: Pick<JobStore, 'markRunning' | 'requeue'>;
  readonly failOver: FailOver;
  readonly settle: Settle;
  readonly messenger: Pick<Messenger, 'refreshCard'>;
  /** Where the card is left to, so that the next submit does not wait for Discord. */
  readonly errands: Errands;
  readonly expectsCallback: boolean;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
};

/** Before the same submit is repeated at a provider that recognises it: what failed just now may fail again at once. */
const REPEAT_AFTER_MS = 15_000;

export function createRecordSubmission(deps: Deps): RecordSubmission {
  const { jobs, failOver, settle, messenger, errands, expectsCallback, clock, random, logger } = deps;

  return async (job, provider, submission) => {
    switch (submission.outcome) {
      case 'accepted':
        return markRunning(job, provider, submission);
      case 'settled':
        await settle(job.id, endOf(submission.settlement), ['submitting']);
        return;
      case 'refused':
        if (await failOver(job, submission.failure.reason)) return;
        await settle(job.id, { state: 'failed', failure: submission.failure }, ['submitting']);
        return;
      case 'throttled':
        return requeue(job, submission.retryAfterMs, submission);
      case 'unreachable':
        if (await failOver(job, 'provider_down')) return;
        return requeue(job, jitter(submission.retryAfterMs, random), submission);
      case 'unknown':
        if (provider.repeatsSafely) return requeue(job, jitter(REPEAT_AFTER_MS, random), submission);
        logger.warn(
          { jobId: job.id, provider: job.provider, detail: submission.detail },
          'fate of the submit is unknown: waiting for news, not submitting again',
        );
    }
  };

  async function markRunning(job: SubmittingJob, provider: Provider, { task, etaMs }: Accepted): Promise<void> {
    const eta = etaMs === undefined ? {} : { etaMs };
    const now = clock.now();
    const running = await jobs.markRunning(job.id, {
      task,
      pollAt: now + jitter(provider.pollDelayMs(0, { ...eta, family: task.family, expectsCallback }), random),
      ...(etaMs !== undefined && { etaAt: now + etaMs }),
    });
    if (running) errands.send(() => messenger.refreshCard(running));
  }

  async function requeue(job: SubmittingJob, afterMs: number, { outcome, detail }: NotTaken): Promise<void> {
    logger.info({ jobId: job.id, provider: job.provider, outcome, afterMs, detail }, 'back to the queue');
    await jobs.requeue(job.id, {
      notBefore: clock.now() + afterMs,
      deadlineAt: job.createdAt + QUEUE_DEADLINE_MS,
      maybeTaken: outcome === 'unknown',
    });
  }
}

type Accepted = Extract<Submission, { outcome: 'accepted' }>;
type NotTaken = Extract<Submission, { outcome: 'throttled' | 'unreachable' | 'unknown' }>;
