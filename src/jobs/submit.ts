import type { SubmittingJob } from '#domain/job.ts';
import type { Catalogue } from '#domain/ports/catalogue.ts';
import type { Provider } from '#domain/ports/provider.ts';
import type { ComposeSubmit } from './compose-submit.ts';
import type { RecordSubmission } from './record-submission.ts';
import type { Settle } from './settle.ts';

export type SubmitJob = (job: SubmittingJob) => Promise<void>;

type Deps = {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly catalogue: Pick<Catalogue, 'find'>;
  readonly composeSubmit: ComposeSubmit;
  readonly recordSubmission: RecordSubmission;
  readonly settle: Settle;
};

/**
 * Sends one claimed job to its provider, at most once in its life unless the provider proved that it did not take it, or
 * recognises a repeat. Whatever happens in here, the row says `submitting` already, so a crash leaves a job of unknown
 * fate, not a second bill.
 */
export function createSubmit({ providers, catalogue, composeSubmit, recordSubmission, settle }: Deps): SubmitJob {
  return async (job) => {
    const provider = providers.get(job.provider);
    if (!provider) throw new Error(`Job ${job.id} was claimed for provider ${job.provider}, which is not configured.`);
    const model = catalogue.find(job.request.model);
    if (!model) {
      await settle(job.id, { state: 'failed', failure: { reason: 'model_unavailable' } }, ['submitting']);
      return;
    }
    const submission = await provider.submit(composeSubmit(job, model));
    await recordSubmission(job, provider, submission);
  };
}
