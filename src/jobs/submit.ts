import type { FailureReason } from '#domain/failure.ts';
import type { SubmittingJob } from '#domain/job.ts';
import { kindOf } from '#domain/job.ts';
import type { Catalogue } from '#domain/ports/catalogue.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { MediaStore } from '#domain/ports/media-store.ts';
import type { Provider, Submission, Submit } from '#domain/ports/provider.ts';
import type { Breaker, Entry, Told } from './breaker.ts';
import type { ComposeSubmit } from './compose-submit.ts';
import { QUEUE_DEADLINE_MS } from './deadlines.ts';
import type { FailOver } from './fail-over.ts';
import { PROVIDERS_TROUBLE } from './fail-over.ts';
import type { RecordSubmission } from './record-submission.ts';
import type { Settle } from './settle.ts';

export type SubmitJob = (job: SubmittingJob) => Promise<void>;

type Deps = {
  readonly jobs: Pick<JobStore, 'requeue'>;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly catalogue: Pick<Catalogue, 'find'>;
  readonly media: Pick<MediaStore, 'has'>;
  readonly breaker: Breaker;
  readonly failOver: FailOver;
  readonly composeSubmit: ComposeSubmit;
  readonly recordSubmission: RecordSubmission;
  readonly settle: Settle;
  readonly logger: Logger;
};

/**
 * Sends one claimed job to its provider, at most once in its life unless the provider proved that it did not take it, or
 * recognises a repeat. Whatever happens in here, the row says `submitting` already, so a crash leaves a job of unknown
 * fate, not a second bill. The same holds when what became of it cannot be written down.
 */
export function createSubmit(deps: Deps): SubmitJob {
  const { jobs, providers, catalogue, media, breaker, failOver, composeSubmit, recordSubmission, settle, logger } =
    deps;

  return async (job) => {
    const provider = providers.get(job.provider);
    if (!provider) throw new Error(`Job ${job.id} was claimed for provider ${job.provider}, which is not configured.`);
    const model = catalogue.find(job.request.model);
    if (!model) return refuse(job, 'model_unavailable');
    if (!(await hasItsFiles(job))) return refuse(job, 'input_unreachable');
    const submit = composeSubmit(job, model);
    const entry = breaker.enter({ provider: provider.name, leadsTo: kindOf(job) });
    if (!entry.admitted) return sendAway(job, entry);
    await recordSubmission(job, provider, await send(provider, submit, entry));
  };

  /** Ends a job that was sent nowhere. */
  async function refuse(job: SubmittingJob, reason: FailureReason): Promise<void> {
    await settle(job.id, { state: 'failed', failure: { reason } }, ['submitting']);
  }

  /** A disk may lose what a row remembers, and a job may be a repeat of one whose files are no longer kept. */
  async function hasItsFiles({ request }: SubmittingJob): Promise<boolean> {
    const there = await Promise.all(request.inputs.map(({ file }) => media.has(file)));
    return there.every((isThere) => isThere);
  }

  /** Nothing was sent, so the job may go elsewhere or wait in the queue. */
  async function sendAway(job: SubmittingJob, { why, openAt }: Extract<Entry, { admitted: false }>): Promise<void> {
    if (why === 'trouble' && (await failOver(job, 'provider_down'))) return;
    logger.debug({ jobId: job.id, provider: job.provider, why, openAt }, 'not sent: the provider takes no jobs now');
    await jobs.requeue(job.id, { notBefore: openAt, deadlineAt: job.createdAt + QUEUE_DEADLINE_MS });
  }
}

async function send(provider: Provider, submit: Submit, { leave }: Extract<Entry, { admitted: true }>) {
  try {
    const submission = await provider.submit(submit);
    leave(toldBy(submission));
    return submission;
  } catch (error) {
    leave({ told: 'trouble', detail: 'submit failed' });
    throw error;
  }
}

function toldBy(submission: Submission): Told {
  switch (submission.outcome) {
    case 'throttled':
      return { told: 'throttled', forMs: submission.retryAfterMs };
    case 'unreachable':
    case 'unknown':
      return { told: 'trouble', detail: submission.detail };
    case 'refused':
      return toldByFailure(submission.failure);
    case 'settled':
      return submission.settlement.outcome === 'failed'
        ? toldByFailure(submission.settlement.failure)
        : { told: 'well' };
    case 'accepted':
      return { told: 'well' };
  }
}

const toldByFailure = ({ reason, detail }: { reason: FailureReason; detail?: string | undefined }): Told =>
  PROVIDERS_TROUBLE.has(reason) ? { told: 'trouble', detail: detail ?? reason } : { told: 'well' };
