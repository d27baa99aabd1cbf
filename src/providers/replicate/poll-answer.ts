import type { PollAnswer } from '#domain/ports/provider.ts';
import type { Answered, Exchange } from '#providers/http/exchange.ts';
import { redact } from '#providers/http/redact.ts';
import type { Prediction } from './prediction.ts';
import { wordsOf } from './prediction.ts';
import { readRetryAfter } from './retry-after.ts';
import { judge } from './verdict.ts';

/** A success that names no file yet is looked at again a few times; nothing says that the two come together. */
const EMPTY_SUCCESS_GRACE_MS = 15_000;

/** A prediction that was just created may not be known everywhere yet. */
const NOT_FOUND_GRACE_MS = 60_000;

/**
 * What a poll's answer proves. Only the service's own word about the prediction ends it; a fault of the network, of the
 * service (5xx, HTML), of the key or of the rate leaves the job as it is, for a later poll or the callback to decide.
 */
export function readPollAnswer(
  exchange: Exchange,
  prediction: Prediction | undefined,
  secrets: readonly string[],
): PollAnswer {
  if (exchange.outcome !== 'answered') return { outcome: 'unreachable', detail: exchange.detail };
  if (exchange.status === 404 && prediction) {
    const failure = { reason: 'provider_down', detail: redact(wordsOf(prediction), secrets) || 'not found' } as const;
    return { outcome: 'doubtful', failure, graceMs: NOT_FOUND_GRACE_MS };
  }
  if (exchange.status < 200 || exchange.status >= 300 || !prediction) return unreachable(exchange, prediction);
  const verdict = judge(prediction, secrets);
  switch (verdict.says) {
    case 'ended':
      return { outcome: 'settled', settlement: verdict.settlement };
    case 'empty':
      return { outcome: 'doubtful', failure: { reason: 'empty_result' }, graceMs: EMPTY_SUCCESS_GRACE_MS };
    case 'running':
      return { outcome: 'running' };
    case 'unclear':
      return prediction.status === undefined ? unreachable(exchange, prediction) : { outcome: 'running' };
  }
}

function unreachable(answer: Answered, prediction: Prediction | undefined): PollAnswer {
  const detail = `HTTP ${answer.status}, no word about the prediction`;
  if (answer.status !== 429 && answer.retryAfterMs === undefined) return { outcome: 'unreachable', detail };
  const retryAfterMs = readRetryAfter(answer, prediction ? wordsOf(prediction) : '');
  return { outcome: 'unreachable', detail, retryAfterMs };
}
