import type { Task } from '#domain/job.ts';
import type { Submission } from '#domain/ports/provider.ts';
import type { Answered, Exchange } from '#providers/http/exchange.ts';
import { isRefusalByStatus, readSilence } from '#providers/http/proof.ts';
import type { Envelope } from './envelope.ts';
import { readFailure } from './errors.ts';
import { readMessage } from './message.ts';
import { RETRY_AFTER_DEFAULT_MS, readRetryAfter } from './retry-after.ts';
import { phaseOf } from './status.ts';
import { readSuccess } from './success.ts';

type Reading = {
  readonly exchange: Exchange;
  /** Absent when the answer's body was not a JSON object. */
  readonly envelope: Envelope | undefined;
  readonly task: Task | undefined;
  readonly makesText?: boolean | undefined;
  readonly secrets: readonly string[];
};

/**
 * What a submit's answer proves. The body is read before the HTTP status, because errors come under HTTP 200 as well
 * (docs.modelslab.com error-codes has 4xx, integrators met 200). The service knows no idempotency key, so everything
 * that may have started a generation and names no task is `unknown`: 5xx, a broken answer, a body that is not its own.
 */
export function readSubmission(reading: Reading): Submission {
  const { exchange, envelope } = reading;
  if (exchange.outcome !== 'answered') return readSilence(exchange);
  const taken = envelope && readTaken(envelope, reading, exchange.status);
  if (taken) return taken;
  if (isRefusal(exchange.status, envelope)) return readRefusal(reading, exchange);
  return { outcome: 'unknown', detail: `HTTP ${exchange.status}, neither a task nor a refusal` };
}

/**
 * Images often finish within the submit's own answer, webhook or not. A success without files is taken as a task to ask
 * about. A word that is not known counts as taken only where HTTP does not say the contrary.
 */
function readTaken(envelope: Envelope, { task, makesText }: Reading, httpStatus: number): Submission | undefined {
  const phase = phaseOf(envelope.status);
  if (phase === 'failed' || (phase === 'unclear' && httpStatus >= 300)) return undefined;
  const success = phase === 'succeeded' ? readSuccess(envelope, makesText) : undefined;
  if (success) return { outcome: 'settled', ...(task && { task }), settlement: success };
  if (!task) return undefined;
  return { outcome: 'accepted', task, ...(envelope.eta !== undefined && { etaMs: Math.round(envelope.eta * 1000) }) };
}

const isRefusal = (httpStatus: number, envelope: Envelope | undefined): boolean =>
  isRefusalByStatus(httpStatus) || (httpStatus < 400 && phaseOf(envelope?.status) === 'failed');

function readRefusal({ envelope, task, secrets }: Reading, answer: Answered): Submission {
  const message = envelope ? readMessage(envelope, secrets) : { text: '', isValidation: false };
  const failure = readFailure(message, answer.status);
  if (failure.reason === 'provider_rate_limited') {
    const retryAfterMs = readRetryAfter(answer, envelope) ?? RETRY_AFTER_DEFAULT_MS;
    return { outcome: 'throttled', retryAfterMs, detail: failure.detail ?? 'rate limit' };
  }
  if (task && phaseOf(envelope?.status) === 'failed' && failure.reason !== 'provider_account') {
    return { outcome: 'settled', task, settlement: { outcome: 'failed', failure } };
  }
  return { outcome: 'refused', failure };
}
