import type { RunningJob } from '#domain/job.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { DueJob, JobStore } from '#domain/ports/job-store.ts';
import type { PollAnswer, Provider } from '#domain/ports/provider.ts';
import type { Asked, AskProvider } from './ask-provider.ts';
import { jitter } from './backoff.ts';
import type { Settle } from './settle.ts';
import { endOf } from './settle.ts';

export type Reconcile = (due: DueJob) => Promise<void>;

type Deps = {
  readonly jobs: Pick<JobStore, 'planPoll'>;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly askProvider: AskProvider;
  readonly expectsCallback: boolean;
  readonly settle: Settle;
  readonly clock: Clock;
  readonly random: () => number;
};

/**
 * How far beyond its deadline a running job is kept while its provider cannot be reached. What was made is paid for, and
 * the provider knows of it when it is back: most outages are over within hours.
 */
export const OUTAGE_PATIENCE_MS = 6 * 60 * 60_000;

/**
 * Asks the provider about a job that should have called back, and gives the wait up when its deadline has passed. Leads
 * into the same settlement as a callback, so it does not matter which of the two is faster.
 *
 * A provider in trouble is not asked by every job at once: such a job is left as it is, and looked at again when the lease
 * of this look has run out. At its deadline a job ends only by an answer: while there is none, the wait goes on for
 * `OUTAGE_PATIENCE_MS` more. A job whose provider cannot be asked at all, being configured no more, has no such hope.
 */
export function createReconcile(deps: Deps): Reconcile {
  const { jobs, providers, askProvider, expectsCallback, settle, clock, random } = deps;

  return async (due) => {
    const { job } = due;
    const asked = job.state === 'running' ? await askProvider({ ...job, jobId: job.id }) : undefined;
    if (asked?.outcome === 'settled') {
      await settle(job.id, endOf(asked.settlement), ['running']);
      return;
    }
    const lateMs = clock.now() - job.deadlineAt;
    if (lateMs >= 0 && !(isOutage(asked) && lateMs < OUTAGE_PATIENCE_MS)) {
      await settle(job.id, { state: 'expired', failure: { reason: 'expired' } }, [job.state]);
      return;
    }
    if (job.state === 'running' && asked && asked.outcome !== 'closed' && lateMs < 0) await lookAgain(job, due, asked);
  };

  async function lookAgain(job: RunningJob, { polls, doubtSince }: DueJob, asked: Unsettled): Promise<void> {
    const now = clock.now();
    if (asked.outcome === 'doubtful') {
      const since = doubtSince ?? now;
      const certainAt = since + asked.graceMs;
      if (certainAt <= now) {
        await settle(job.id, { state: 'failed', failure: asked.failure }, ['running']);
        return;
      }
      await jobs.planPoll(job.id, { pollAt: Math.min(now + delayAfter(job, polls), certainAt), doubtSince: since });
      return;
    }
    const waitMs = Math.max(delayAfter(job, polls), (asked.outcome === 'unreachable' && asked.retryAfterMs) || 0);
    const eta = asked.outcome === 'running' && asked.etaMs !== undefined ? { etaAt: now + asked.etaMs } : {};
    // Only better news takes a doubt away; no news does not.
    const doubt = asked.outcome === 'running' ? null : (doubtSince ?? null);
    await jobs.planPoll(job.id, { pollAt: now + waitMs, doubtSince: doubt, ...eta });
  }

  function delayAfter(job: RunningJob, polls: number): number {
    const provider = providers.get(job.provider);
    return jitter(
      provider?.pollDelayMs(polls + 1, { family: job.task.family, expectsCallback }) ?? ABSENT_PROVIDER_POLL_MS,
      random,
    );
  }
}

type Unsettled = Exclude<PollAnswer, { readonly outcome: 'settled' }> | Extract<Asked, { readonly outcome: 'broken' }>;

const isOutage = (asked: Asked | undefined): boolean => asked?.outcome === 'unreachable' || asked?.outcome === 'closed';

/** A job of a provider whose key was taken out of the configuration: look rarely, until the deadline. */
const ABSENT_PROVIDER_POLL_MS = 60_000;
