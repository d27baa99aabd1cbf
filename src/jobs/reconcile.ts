import type { RunningJob } from '#domain/job.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { DueJob, JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { PollAnswer, Provider } from '#domain/ports/provider.ts';
import { jitter } from './backoff.ts';
import type { Settle } from './settle.ts';
import { endOf } from './settle.ts';

export type Reconcile = (due: DueJob) => Promise<void>;

type Deps = {
  readonly jobs: Pick<JobStore, 'planPoll'>;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly expectsCallback: boolean;
  readonly settle: Settle;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
};

/**
 * Asks the provider about a job that should have called back, and gives the wait up when its deadline has passed. Leads
 * into the same settlement as a callback, so it does not matter which of the two is faster.
 */
export function createReconcile(deps: Deps): Reconcile {
  const { jobs, providers, expectsCallback, settle, clock, random, logger } = deps;

  return async (due) => {
    const { job } = due;
    const answer = job.state === 'running' ? await ask(job) : undefined;
    if (answer?.outcome === 'settled') {
      await settle(job.id, endOf(answer.settlement), ['running']);
      return;
    }
    if (job.deadlineAt <= clock.now()) {
      await settle(job.id, { state: 'expired', failure: { reason: 'expired' } }, [job.state]);
      return;
    }
    if (job.state === 'running' && answer) await lookAgain(job, due, answer);
  };

  async function ask(job: RunningJob): Promise<PollAnswer> {
    const provider = providers.get(job.provider);
    if (!provider) return { outcome: 'unreachable', detail: 'provider is not configured' };
    try {
      const answer = await provider.poll(job.task);
      logger.debug({ jobId: job.id, provider: job.provider, answer: answer.outcome }, 'polled');
      return answer;
    } catch (error) {
      // A bug over there must not keep the job, and its place at the provider, beyond the deadline.
      logger.error({ jobId: job.id, provider: job.provider, err: error }, 'poll failed');
      return { outcome: 'unreachable', detail: 'poll failed' };
    }
  }

  async function lookAgain(
    job: RunningJob,
    { polls, doubtSince }: DueJob,
    answer: Exclude<PollAnswer, { outcome: 'settled' }>,
  ): Promise<void> {
    const now = clock.now();
    if (answer.outcome === 'doubtful') {
      const since = doubtSince ?? now;
      const certainAt = since + answer.graceMs;
      if (certainAt <= now) {
        await settle(job.id, { state: 'failed', failure: answer.failure }, ['running']);
        return;
      }
      await jobs.planPoll(job.id, { pollAt: Math.min(now + delayAfter(job, polls), certainAt), doubtSince: since });
      return;
    }
    const waitMs = Math.max(delayAfter(job, polls), (answer.outcome === 'unreachable' && answer.retryAfterMs) || 0);
    const eta = answer.outcome === 'running' && answer.etaMs !== undefined ? { etaAt: now + answer.etaMs } : {};
    await jobs.planPoll(job.id, { pollAt: now + waitMs, doubtSince: null, ...eta });
  }

  function delayAfter(job: RunningJob, polls: number): number {
    const provider = providers.get(job.provider);
    return jitter(
      provider?.pollDelayMs(polls + 1, { family: job.task.family, expectsCallback }) ?? ABSENT_PROVIDER_POLL_MS,
      random,
    );
  }
}

/** A job of a provider whose key was taken out of the configuration: look rarely, until the deadline. */
const ABSENT_PROVIDER_POLL_MS = 60_000;
