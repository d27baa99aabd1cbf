import type { SubmittingJob } from '#domain/job.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import type { Provider, Submission } from '#domain/ports/provider.ts';
import type { TrackIds } from '#domain/track-id.ts';
import { jitter } from './backoff.ts';
import { QUEUE_DEADLINE_MS } from './deadlines.ts';
import type { Settle } from './settle.ts';
import { endOf } from './settle.ts';

export type SubmitJob = (job: SubmittingJob) => Promise<void>;

type Deps = {
  readonly jobs: Pick<JobStore, 'markRunning' | 'requeue'>;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly trackIds: Pick<TrackIds, 'mint'>;
  /** Base under which providers reach us; undefined: nothing calls back, results are polled. */
  readonly publicUrl: string | undefined;
  readonly settle: Settle;
  readonly messenger: Pick<Messenger, 'refreshCard'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
};

/**
 * Sends one claimed job to its provider, at most once in its life unless the provider proved that it did not take it.
 * Whatever happens in here, the row says `submitting` already, so a crash leaves a job of unknown fate, not a second bill.
 */
export function createSubmit(deps: Deps): SubmitJob {
  const { jobs, providers, trackIds, publicUrl, settle, messenger, clock, random, logger } = deps;

  return async (job) => {
    const provider = providers.get(job.provider);
    if (!provider) throw new Error(`Job ${job.id} was claimed for provider ${job.provider}, which is not configured.`);
    const submission = await provider.submit(orderFor(job));
    await record(job, provider, submission);
  };

  function orderFor(job: SubmittingJob) {
    const { userId, channelId } = job.origin;
    const trackId = trackIds.mint({ userId, kind: job.request.kind, channelId, jobId: job.id });
    const webhookUrl = publicUrl && `${publicUrl}/webhooks/${job.provider}/${trackId}`;
    return { jobId: job.id, request: job.request, trackId, ...(webhookUrl && { webhookUrl }) };
  }

  async function record(job: SubmittingJob, provider: Provider, submission: Submission): Promise<void> {
    switch (submission.outcome) {
      case 'accepted':
        return markRunning(job, provider, submission);
      case 'settled':
        await settle(job.id, endOf(submission.settlement), ['submitting']);
        return;
      case 'refused':
        await settle(job.id, { state: 'failed', failure: submission.failure }, ['submitting']);
        return;
      case 'throttled':
        return requeue(job, submission);
      case 'unknown':
        logger.warn(
          { jobId: job.id, provider: job.provider, detail: submission.detail },
          'fate of the submit is unknown: waiting for news, not submitting again',
        );
    }
  }

  async function markRunning(
    job: SubmittingJob,
    provider: Provider,
    { task, etaMs }: Extract<Submission, { outcome: 'accepted' }>,
  ): Promise<void> {
    const eta = etaMs === undefined ? {} : { etaMs };
    const delayMs = jitter(provider.pollDelayMs(0, { ...eta, expectsCallback: publicUrl !== undefined }), random);
    const now = clock.now();
    const running = await jobs.markRunning(job.id, {
      task,
      pollAt: now + delayMs,
      ...(etaMs !== undefined && { etaAt: now + etaMs }),
    });
    if (running) await messenger.refreshCard(running);
  }

  async function requeue(job: SubmittingJob, { retryAfterMs, detail }: Extract<Submission, { outcome: 'throttled' }>) {
    logger.info({ jobId: job.id, provider: job.provider, retryAfterMs, detail }, 'provider is full: back to the queue');
    await jobs.requeue(job.id, {
      notBefore: clock.now() + retryAfterMs,
      deadlineAt: job.createdAt + QUEUE_DEADLINE_MS,
    });
  }
}
