import type { Answered } from '#providers/http/exchange.ts';
import { boundedRetryAfterMs } from '#providers/http/proof.ts';
import type { Envelope } from './envelope.ts';

/** What the service itself names in its samples of a rate limit (docs.modelslab.com rate-limits). */
export const RETRY_AFTER_DEFAULT_MS = 30_000;

/** The wait that an answer asks for: `retry_after` in the body (seconds), else the header; undefined when it names none. */
export function readRetryAfter(answer: Answered, envelope: Envelope | undefined): number | undefined {
  const askedMs = envelope?.retry_after === undefined ? answer.retryAfterMs : envelope.retry_after * 1000;
  if (askedMs === undefined) return undefined;
  return boundedRetryAfterMs(askedMs);
}
