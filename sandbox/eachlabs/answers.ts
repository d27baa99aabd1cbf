import { percentOf, secondsTaken } from '#sandbox/services/job.ts';
import type { Body } from '#sandbox/services/serve.ts';
import type { PredictionJob } from './predictions.ts';

/**
 * What the documentation says since July 2026, and what it said before: field names and status words of callbacks, how
 * failures are told, how often is tried.
 */
export type Generation = 'current' | 'earlier';

/** `success` means accepted here, not finished. */
export const created = ({ id }: PredictionJob): Body => ({
  status: 'success',
  message: 'Prediction created successfully',
  predictionID: id,
});

const PROCESSES_AT_PERCENT = 20;

function statusOf(job: PredictionJob, generation: Generation): string {
  if (job.state === 'processing') return percentOf(job) < PROCESSES_AT_PERCENT ? 'created' : 'processing';
  return job.state === 'failed' ? (generation === 'current' ? 'error' : 'failed') : job.state;
}

export function polled(job: PredictionJob, generation: Generation, apiUrl: string): Body {
  const { id, order, state } = job;
  const get = `${apiUrl}/v1/prediction/${id}`;
  return {
    id,
    input: order.input,
    status: statusOf(job, generation),
    output:
      state === 'success' ? outputOf(job) : state === 'failed' && generation === 'current' ? failureOf(job) : null,
    logs: state === 'failed' && generation === 'earlier' ? job.failureMessage : null,
    metrics: { predict_time: secondsTaken(job), cost: state === 'success' ? order.model.costUsd : 0 },
    urls: { get, cancel: `${get}/cancel` },
  };
}

/** One address, a list of them, or an object of the model's own. */
export function outputOf({ files, order }: PredictionJob): unknown {
  const urls = files.map(({ url }) => url);
  const { outputType, kind } = order.model;
  if (outputType === 'string') return urls[0];
  if (outputType === 'array') return urls;
  if (kind === 'video') return { video: { url: urls[0], content_type: 'video/mp4' } };
  if (kind === 'image') return { images: urls.map((url) => ({ url })), seed: 1 };
  return { audio: { url: urls[0] } };
}

function failureOf({ id, order, failureMessage }: PredictionJob): Body {
  const isInput = failureMessage.includes('could not be downloaded');
  return {
    status: 'ERROR',
    success: false,
    error: 'Execution failed',
    error_code: isInput ? 'INPUT_DOWNLOAD_ERROR' : 'PROVIDER_FAILED',
    error_message: failureMessage,
    error_step: 'Surface Customer Reject.0',
    classification: { category: isInput ? 'VALIDATION' : 'PROVIDER' },
    retryable: false,
    provider: 'pretend',
    model_slug: order.model.slug,
    execution_id: id,
  };
}

/** What the webhook hears, at success and failure alone. */
export function callbackBody(job: PredictionJob, generation: Generation): Body | undefined {
  if (job.state !== 'success' && job.state !== 'failed') return undefined;
  return generation === 'current' ? currentBody(job) : earlierBody(job);
}

const currentBody = (job: PredictionJob): Body => ({
  exec_id: job.id,
  flow_id: null,
  status: job.state === 'success' ? 'succeeded' : 'failed',
  output: job.state === 'success' ? outputOf(job) : [{ id: '', status: '', output: '', error: job.failureMessage }],
  error: '',
});

const earlierBody = (job: PredictionJob): Body => ({
  id: job.id,
  status: job.state,
  output: job.state === 'success' ? outputOf(job) : null,
  input: job.order.input,
  ...(job.state === 'success'
    ? { metrics: { predict_time: secondsTaken(job), cost: job.order.model.costUsd } }
    : { logs: job.failureMessage }),
});
