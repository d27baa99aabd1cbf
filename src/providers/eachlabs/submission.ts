import type { Submission } from '#domain/ports/provider.ts';
import type { Answered, Exchange } from '#providers/http/exchange.ts';
import { isRefusalByStatus, readSilence } from '#providers/http/proof.ts';
import { readFailure } from './errors.ts';
import { readReport, taskIdIn } from './report.ts';
import { RETRY_AFTER_DEFAULT_MS, readRetryAfter } from './retry-after.ts';
import { readTrouble } from './trouble.ts';

/**
 * What a submit's answer proves. Whoever gets an id has a job, whatever the word beside it: `success` means here that it
 * was taken. There is no idempotency, and the list of executions names models and times only, by which two members' jobs
 * could be mixed up: so what is neither an id nor a refusal is `unknown`, 5xx included.
 */
export function readSubmission(exchange: Exchange, family: string, secrets: readonly string[]): Submission {
  if (exchange.outcome !== 'answered') return readSilence(exchange);
  const { status } = exchange;
  const report = readReport(exchange.json);
  const taskId = report && taskIdIn(report);
  if (taskId !== undefined && (status < 300 || status >= 500)) return { outcome: 'accepted', task: { family, taskId } };
  if (isRefusalByStatus(status)) return readRefusal(exchange, secrets);
  return { outcome: 'unknown', detail: `HTTP ${status}, neither an id nor a refusal` };
}

/**
 * A refusal creates nothing and is not billed (docs.eachlabs.ai errors). 402 is told to the member, though it may end when
 * a running job does: to wait for money that may never come would hide from the people who run the bot that it is short.
 */
export function readRefusal(answer: Answered, secrets: readonly string[]): Submission {
  const report = readReport(answer.json);
  const trouble = report ? readTrouble(report) : { text: answer.text ?? '' };
  const failure = readFailure({ ...trouble, httpStatus: answer.status }, secrets);
  if (answer.status !== 429) return { outcome: 'refused', failure };
  const retryAfterMs = readRetryAfter(answer) ?? RETRY_AFTER_DEFAULT_MS;
  return { outcome: 'throttled', retryAfterMs, detail: failure.detail ?? 'HTTP 429' };
}
