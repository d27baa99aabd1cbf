import type { PollAnswer } from '#domain/ports/provider.ts';
import type { Answered, Exchange } from '#providers/http/exchange.ts';
import type { Envelope } from './envelope.ts';
import { readFailure } from './errors.ts';
import { readMessage } from './message.ts';
import { readRetryAfter } from './retry-after.ts';
import { phaseOf } from './status.ts';
import { readSuccess } from './success.ts';

/** A success may be told before its files are: one more look after 5 to 10 s decides. */
const EMPTY_SUCCESS_GRACE_MS = 8_000;

/** "Request not found" right after a submit is plausible while the service copies the job to where polls are answered. */
const NOT_FOUND_GRACE_MS = 60_000;

/** Key, credit, plan, rate: they refuse the question and say nothing about the generation. */
const ABOUT_THE_QUESTION: readonly number[] = [401, 402, 403, 429];

type Reading = {
  readonly exchange: Exchange;
  /** Absent when the answer's body was not a JSON object. */
  readonly envelope: Envelope | undefined;
  readonly makesText?: boolean | undefined;
  readonly secrets: readonly string[];
};

/**
 * What a poll's answer proves. Only the service's own word about the generation ends it; a fault of the network, of the
 * service (5xx, HTML), of the key or of the rate leaves the job as it is, for a later poll or the callback to decide.
 */
export function readPollAnswer({ exchange, envelope, makesText, secrets }: Reading): PollAnswer {
  if (exchange.outcome !== 'answered') return { outcome: 'unreachable', detail: exchange.detail };
  const { status } = exchange;
  if (!envelope || status >= 500 || (status >= 300 && status < 400) || ABOUT_THE_QUESTION.includes(status)) {
    return unreachable(exchange, envelope, `HTTP ${status}`);
  }
  const phase = phaseOf(envelope.status);
  if (phase === 'succeeded') return readDone(envelope, makesText);
  if (phase === 'failed' || status >= 400) return readBadNews(exchange, envelope, secrets);
  return { outcome: 'running', ...(envelope.eta !== undefined && { etaMs: Math.round(envelope.eta * 1000) }) };
}

function readDone(envelope: Envelope, makesText: boolean | undefined): PollAnswer {
  const success = readSuccess(envelope, makesText);
  if (success) return { outcome: 'settled', settlement: success };
  if (envelope.status === 'ready') return { outcome: 'running' };
  return { outcome: 'doubtful', failure: { reason: 'empty_result' }, graceMs: EMPTY_SUCCESS_GRACE_MS };
}

function readBadNews(answer: Answered, envelope: Envelope, secrets: readonly string[]): PollAnswer {
  const message = readMessage(envelope, secrets);
  if (/request not found/i.test(message.text)) {
    const failure = { reason: 'provider_down', detail: message.text } as const;
    return { outcome: 'doubtful', failure, graceMs: NOT_FOUND_GRACE_MS };
  }
  const failure = readFailure(message, answer.status);
  const isAboutTheQuestion = failure.reason === 'provider_rate_limited' || failure.reason === 'provider_account';
  if (isAboutTheQuestion || phaseOf(envelope.status) !== 'failed') {
    return unreachable(answer, envelope, failure.detail ?? `HTTP ${answer.status}`);
  }
  return { outcome: 'settled', settlement: { outcome: 'failed', failure } };
}

function unreachable(answer: Answered, envelope: Envelope | undefined, detail: string): PollAnswer {
  const retryAfterMs = readRetryAfter(answer, envelope);
  return { outcome: 'unreachable', detail, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
