import type { Submission } from '#domain/ports/provider.ts';
import type { Answered, Exchange } from '#providers/http/exchange.ts';
import { isRefusalByStatus, readSilence } from '#providers/http/proof.ts';
import { readFailure } from './errors.ts';
import { readPrediction, wordsOf } from './prediction.ts';
import { readRetryAfter } from './retry-after.ts';
import { judge } from './verdict.ts';

/** The only kind of task here, however it was submitted. */
const FAMILY = 'predictions';

/**
 * What a submit's answer proves. A success with an id is a job. There is no idempotency, so what is neither that nor a
 * refusal is `unknown`, 5xx included.
 */
export function readSubmission(exchange: Exchange, secrets: readonly string[]): Submission {
  if (exchange.outcome !== 'answered') return readSilence(exchange);
  const { status } = exchange;
  if (isRefusalByStatus(status)) return readRefusal(exchange, secrets);
  const prediction = readPrediction(exchange.json);
  if (status >= 300 || prediction?.id === undefined) {
    return { outcome: 'unknown', detail: `HTTP ${status}, neither a prediction nor a refusal` };
  }
  const task = { family: FAMILY, taskId: prediction.id };
  const verdict = judge(prediction, secrets);
  if (verdict.says === 'ended') return { outcome: 'settled', task, settlement: verdict.settlement };
  return { outcome: 'accepted', task };
}

function readRefusal(answer: Answered, secrets: readonly string[]): Submission {
  const prediction = readPrediction(answer.json);
  const words = prediction ? wordsOf(prediction) : (answer.text ?? '');
  const failure = readFailure(words, secrets, answer.status);
  if (answer.status !== 429) return { outcome: 'refused', failure };
  return { outcome: 'throttled', retryAfterMs: readRetryAfter(answer, words), detail: failure.detail ?? 'HTTP 429' };
}
