import type { Failure } from '#domain/failure.ts';
import type { Task } from '#domain/job.ts';
import type { Submission } from '#domain/ports/provider.ts';
import type { Answered, Exchange } from '#providers/http/exchange.ts';
import { boundedRetryAfterMs, isRedirectBeforeWork, NOT_SENT_RETRY_MS, readSilence } from '#providers/http/proof.ts';
import { endingOf, mergeEndings } from './ending.ts';
import type { Envelope } from './envelope.ts';
import { idempotencyOf, readFailure } from './errors.ts';
import { joinTaskIds } from './task-ids.ts';
import type { Family } from './way.ts';

/** For a rate limit without `Retry-After`; its numbers are documented nowhere. */
const RETRY_AFTER_DEFAULT_MS = 30_000;

type Reading = {
  readonly exchange: Exchange;
  /** Absent when the answer's body was not a JSON object. */
  readonly envelope: Envelope | undefined;
  readonly family: Family;
  readonly secrets: readonly string[];
  /** Whether the same job's body may differ from one submit to the next, as it does where it names files. */
  readonly mayDiffer: boolean;
};

/**
 * What a submit's answer proves. Every submit carries the job's id as `Idempotency-Key`, so one of unknown fate may be
 * sent again; it is never sent under another key.
 */
export function readSubmission(reading: Reading): Submission {
  const { exchange, envelope } = reading;
  if (exchange.outcome !== 'answered') return readSilence(exchange);
  return (
    (envelope && readTaken(envelope, reading)) ?? readIdempotency(exchange, reading) ?? readRefusal(exchange, reading)
  );
}

/** Every id that an answer names is kept, whatever its HTTP status: what has an id was taken. */
function readTaken({ tasks }: Envelope, { family, secrets }: Reading): Submission | undefined {
  const ids = tasks.flatMap(({ id }) => id ?? []);
  const task: Task | undefined = ids.length > 0 ? { family, taskId: joinTaskIds(ids) } : undefined;
  const [first, ...others] = tasks.map((each) => endingOf(each, secrets));
  if (first && others.every((ending) => ending !== undefined)) {
    return { outcome: 'settled', ...(task && { task }), settlement: mergeEndings([first, ...others]) };
  }
  if (!task) return undefined;
  const seconds = tasks[0]?.task_info?.estimated_time;
  return { outcome: 'accepted', task, ...(seconds !== undefined && { etaMs: Math.round(seconds * 1000) }) };
}

/**
 * The answers about the key (docs.apimart.ai, the vendor's client). `key_reused` means that this job was submitted before
 * with another body. Where the body names files that is no bug, as their addresses change: the first submit arrived and
 * its fate is unknown.
 */
function readIdempotency(answer: Answered, { envelope, secrets, mayDiffer }: Reading): Submission | undefined {
  const failure: Failure = { ...readFailure(envelope?.error, secrets, answer.status), reason: 'internal' };
  const detail = failure.detail ?? `HTTP ${answer.status}`;
  switch (idempotencyOf(envelope?.error)) {
    case undefined:
      return undefined;
    case 'unavailable':
      return { outcome: 'throttled', retryAfterMs: retryAfter(answer) ?? NOT_SENT_RETRY_MS, detail };
    case 'key_reused':
      return mayDiffer ? { outcome: 'unknown', detail } : { outcome: 'refused', failure };
    default:
      return { outcome: 'unknown', detail };
  }
}

/**
 * A 4xx and an error under 2xx say that nothing was taken; a 5xx only where its text is about the request (docs.apimart.ai
 * errors: 500 may be validation or moderation). 408 and 409 are left out: nobody knows what became of the first try.
 */
function readRefusal(answer: Answered, { envelope, secrets }: Reading): Submission {
  const { status } = answer;
  const failure = readFailure(envelope?.error, secrets, status);
  const isRefused =
    status >= 500
      ? ABOUT_THE_REQUEST.has(failure.reason)
      : status >= 400
        ? status !== 408 && status !== 409
        : isRedirectBeforeWork(status) || (status < 300 && envelope?.error !== undefined);
  if (!isRefused) return { outcome: 'unknown', detail: `HTTP ${status}, neither a task nor a refusal` };
  if (failure.reason !== 'provider_rate_limited') return { outcome: 'refused', failure };
  return {
    outcome: 'throttled',
    retryAfterMs: retryAfter(answer) ?? RETRY_AFTER_DEFAULT_MS,
    detail: failure.detail ?? 'rate limit',
  };
}

const ABOUT_THE_REQUEST: ReadonlySet<string> = new Set([
  'refused_by_moderation',
  'invalid_input',
  'input_unreachable',
] satisfies Failure['reason'][]);

/** The wait that an answer asks for, within bounds. */
export function retryAfter({ retryAfterMs }: Answered): number | undefined {
  return retryAfterMs === undefined ? undefined : boundedRetryAfterMs(retryAfterMs);
}
