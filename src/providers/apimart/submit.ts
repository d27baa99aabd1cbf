import type { Failure } from '#domain/failure.ts';
import type { Submission, Submit } from '#domain/ports/provider.ts';
import type { Call } from '#providers/http/call.ts';
import { createAddressInputs } from './inputs.ts';
import type { Open } from './open.ts';
import { bodyOf, wayOf } from './order.ts';
import { readSpeech } from './speech.ts';
import { readSubmission } from './submission.ts';
import type { Ordered, Way } from './way.ts';
import { CannotSay } from './way.ts';

/** Uncompressed speech is 48 kB a second: more than any prompt of ours takes to say. */
const SPEECH_MAX_BYTES = 24 * 1024 * 1024;

/** Jobs whose submit has an unknown fate are few; a bound keeps a long outage from filling the memory. */
const REMEMBERED_MAX = 200;

type Deps = {
  readonly call: Call;
  readonly open: Open;
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly submitTimeoutMs: number;
  readonly speechTimeoutMs: number;
  readonly uploadTimeoutMs: number;
};

type Send = (submit: Submit) => Promise<Submission>;

/**
 * Sends a job under its own id as `Idempotency-Key`, which the service remembers for 24 hours, so that a repeat makes no
 * second job. The same key with another body is refused; the addresses of files change from one look to the next, so those
 * of a submit of unknown fate are kept for its repeat.
 */
export function createSubmit({ call, open, apiUrl, apiKey, ...timeouts }: Deps): Send {
  const { submitTimeoutMs, speechTimeoutMs, uploadTimeoutMs } = timeouts;
  const addressInputs = createAddressInputs({ call, apiUrl, timeoutMs: uploadTimeoutMs });
  const remembered = new Map<string, Ordered['inputs']>();

  return async (submit) => {
    const way = wayOf(submit.model.route);
    if (!way) return refused({ reason: 'model_unavailable', detail: `no way for route ${submit.model.route}` });
    const known = remembered.get(submit.jobId);
    const addressed = known ? ({ outcome: 'addressed', ordered: { submit, inputs: known } } as const) : undefined;
    const inputs = addressed ?? (await addressInputs(submit));
    if (inputs.outcome === 'not_possible') return inputs.submission;
    const submission = await send(way, inputs.ordered);
    remember(submission, inputs.ordered);
    return submission;
  };

  async function send(way: Way, ordered: Ordered): Promise<Submission> {
    const { jobId, trackId } = ordered.submit;
    const body = bodyOrFailure(way, ordered);
    if ('reason' in body) return refused(body);
    const isSpeech = way.family === 'speech';
    const exchange = await call({
      url: `${apiUrl}/${way.path}`,
      headers: { 'idempotency-key': jobId, ...(isSpeech && { accept: '*/*' }) },
      body,
      timeoutMs: isSpeech ? speechTimeoutMs : submitTimeoutMs,
      ...(isSpeech && { wantsBytes: true, maxBodyBytes: SPEECH_MAX_BYTES }),
    });
    const answered = exchange.outcome === 'answered' ? exchange : undefined;
    const speech = answered?.bytes && readSpeech(answered.bytes);
    const envelope = answered && open(answered.json);
    const secrets = [apiKey, trackId];
    const mayDiffer = ordered.inputs.length > 0;
    return speech ?? readSubmission({ exchange, envelope, family: way.family, secrets, mayDiffer });
  }

  function remember({ outcome }: Submission, { submit, inputs }: Ordered): void {
    if (outcome !== 'unknown') remembered.delete(submit.jobId);
    else if (inputs.length > 0 && remembered.size < REMEMBERED_MAX) remembered.set(submit.jobId, inputs);
  }
}

const refused = (failure: Failure): Submission => ({ outcome: 'refused', failure });

function bodyOrFailure(way: Way, ordered: Ordered): { readonly json: object } | Failure {
  try {
    return { json: bodyOf(way, ordered) };
  } catch (error) {
    if (error instanceof CannotSay) return error.failure;
    throw error;
  }
}
