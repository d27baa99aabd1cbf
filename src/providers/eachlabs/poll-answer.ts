import type { PollAnswer } from '#domain/ports/provider.ts';
import type { Answered, Exchange } from '#providers/http/exchange.ts';
import { redact } from '#providers/http/redact.ts';
import type { Report } from './report.ts';
import { readRetryAfter } from './retry-after.ts';
import { readTrouble } from './trouble.ts';
import { judge } from './verdict.ts';

/** A success may be told before its files are; server-side checks are 5 s apart, so the second look is a new one. */
const EMPTY_SUCCESS_GRACE_MS = 8_000;

/** "Prediction not found" right after a submit is plausible while the service copies the job to where polls are answered. */
const NOT_FOUND_GRACE_MS = 60_000;

/**
 * What a poll's answer proves. Only the service's own word about the generation ends it; a fault of the network, of the
 * service (5xx, HTML), of the key or of the rate leaves the job as it is, for a later poll or the callback to decide.
 */
export function readPollAnswer(exchange: Exchange, report: Report | undefined, secrets: readonly string[]): PollAnswer {
  if (exchange.outcome !== 'answered') return { outcome: 'unreachable', detail: exchange.detail };
  if (exchange.status === 404 && report) {
    const detail = redact(readTrouble(report).text, secrets);
    return { outcome: 'doubtful', failure: { reason: 'provider_down', detail }, graceMs: NOT_FOUND_GRACE_MS };
  }
  if (exchange.status < 200 || exchange.status >= 300 || !report) return unreachable(exchange);
  const verdict = judge(report, secrets);
  switch (verdict.says) {
    case 'ended':
      return { outcome: 'settled', settlement: verdict.settlement };
    case 'empty':
      return { outcome: 'doubtful', failure: { reason: 'empty_result' }, graceMs: EMPTY_SUCCESS_GRACE_MS };
    case 'running':
      return { outcome: 'running' };
    case 'unclear':
      return report.status === undefined ? unreachable(exchange) : { outcome: 'running' };
  }
}

function unreachable(answer: Answered): PollAnswer {
  const retryAfterMs = readRetryAfter(answer);
  const detail = `HTTP ${answer.status}, no word about the generation`;
  return { outcome: 'unreachable', detail, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
