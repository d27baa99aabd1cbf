import type { Submission } from '#domain/ports/provider.ts';
import type { Answered, Exchange } from '#providers/http/exchange.ts';
import { readFailure } from './errors.ts';
import { readPrediction, wordsOf } from './prediction.ts';
import { readRetryAfter } from './retry-after.ts';
import { judge } from './verdict.ts';

/** Nothing was sent, so the job may go back to the queue; short, because most such faults are over within a minute. */
const NOT_SENT_RETRY_MS = 15_000;

/** "Ask there instead": the service did nothing. 302 and 303 are left out, being sent after work was done, too. */
const REDIRECTS_BEFORE_WORK: readonly number[] = [301, 307, 308];

/** The only kind of task here, however it was submitted. */
const FAMILY = 'predictions';

/**
 * What a submit's answer proves. A success with an id is a job. There is no idempotency, so what is neither that nor a
 * refusal is `unknown`, 5xx included.
 */
export function readSubmission(exchange: Exchange, secrets: readonly string[]): Submission {
  if (exchange.outcome === 'unknown') return exchange;
  if (exchange.outcome === 'not_sent') {
    return { outcome: 'unreachable', retryAfterMs: NOT_SENT_RETRY_MS, detail: exchange.detail };
  }
  const { status } = exchange;
  if (isRefusal(status)) return readRefusal(exchange, secrets);
  const prediction = readPrediction(exchange.json);
  if (status >= 300 || prediction?.id === undefined) {
    return { outcome: 'unknown', detail: `HTTP ${status}, neither a prediction nor a refusal` };
  }
  const task = { family: FAMILY, taskId: prediction.id };
  const verdict = judge(prediction, secrets);
  if (verdict.says === 'ended') return { outcome: 'settled', task, settlement: verdict.settlement };
  return { outcome: 'accepted', task };
}

/** 408 is left out: gateways send it for a slow service, too. */
const isRefusal = (status: number): boolean =>
  (status >= 400 && status < 500 && status !== 408) || REDIRECTS_BEFORE_WORK.includes(status);

function readRefusal(answer: Answered, secrets: readonly string[]): Submission {
  const prediction = readPrediction(answer.json);
  const words = prediction ? wordsOf(prediction) : (answer.text ?? '');
  const failure = readFailure(words, secrets, answer.status);
  if (answer.status !== 429) return { outcome: 'refused', failure };
  return { outcome: 'throttled', retryAfterMs: readRetryAfter(answer, words), detail: failure.detail ?? 'HTTP 429' };
}
