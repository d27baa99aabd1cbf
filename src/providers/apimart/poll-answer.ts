import type { PollAnswer } from '#domain/ports/provider.ts';
import type { Settlement } from '#domain/settlement.ts';
import type { Exchange } from '#providers/http/exchange.ts';
import { endingOf, mergeEndings } from './ending.ts';
import type { Envelope } from './envelope.ts';
import { readFailure } from './errors.ts';
import { retryAfter } from './submission.ts';

/**
 * For about a minute after the submit the address for music answers 404 or "Invalid task ID" (integrators); other tasks
 * get the same patience, as an unknown id is a mere HTTP 400 (docs.apimart.ai task status).
 */
const NOT_FOUND_GRACE_MS = 60_000;

/** What says that there is no such task. */
const NOT_FOUND: readonly number[] = [400, 404];

type Reading = {
  readonly exchange: Exchange;
  /** Absent when the answer's body was not a JSON object. */
  readonly envelope: Envelope | undefined;
  readonly secrets: readonly string[];
};

/**
 * What a poll's answer proves. Only the service's own word about the task ends it; a fault of the network, of the service
 * (5xx, HTML), of the key, of the money or of the rate leaves it as it is.
 */
export function readPollAnswer({ exchange, envelope, secrets }: Reading): PollAnswer {
  if (exchange.outcome !== 'answered') return { outcome: 'unreachable', detail: exchange.detail };
  const { status } = exchange;
  const [task] = status < 300 ? (envelope?.tasks ?? []) : [];
  if (task) {
    const settlement = endingOf(task, secrets);
    return settlement ? { outcome: 'settled', settlement } : { outcome: 'running' };
  }
  const { detail = `HTTP ${status}` } = readFailure(envelope?.error, secrets, status);
  if (envelope?.error && isNotFound(status, envelope.error)) {
    return { outcome: 'doubtful', failure: { reason: 'provider_down', detail }, graceMs: NOT_FOUND_GRACE_MS };
  }
  const retryAfterMs = retryAfter(exchange);
  return { outcome: 'unreachable', detail, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

const isNotFound = (status: number, { message = '' }: NonNullable<Envelope['error']>): boolean =>
  NOT_FOUND.includes(status) || (status < 300 && /invalid task.?id|task.*not.?found|not exist/i.test(message));

/** What the polls of several tasks that were made of one submit say together: ended only when all have. */
export function mergePollAnswers(answers: readonly PollAnswer[]): PollAnswer {
  const settlements: Settlement[] = [];
  for (const answer of answers) {
    if (answer.outcome !== 'settled') return answer;
    settlements.push(answer.settlement);
  }
  const [first, ...others] = settlements;
  if (!first) return { outcome: 'unreachable', detail: 'no task id' };
  return { outcome: 'settled', settlement: mergeEndings([first, ...others]) };
}
