import type { Answered } from '#providers/http/exchange.ts';

/** The wait of the vendor's own example (replicate.com/docs rate-limits), where an answer names none. */
const RETRY_AFTER_DEFAULT_MS = 30_000;

/** Below, a zero would make a tight loop; above, one odd answer would stall the queue for hours. */
const RETRY_AFTER_MIN_MS = 1_000;
const RETRY_AFTER_MAX_MS = 10 * 60_000;

/** "Request was throttled. Your rate limit resets in ~30s." */
const RESETS_IN = /resets in ~?(?<seconds>\d{1,6}) ?s/i;

/** How long to stay away, by the header `Retry-After` or by the words of the answer. */
export function readRetryAfter({ retryAfterMs }: Answered, words: string): number {
  const seconds = RESETS_IN.exec(words)?.groups?.seconds;
  const told = retryAfterMs ?? (seconds === undefined ? RETRY_AFTER_DEFAULT_MS : Number(seconds) * 1_000);
  return Math.min(Math.max(told, RETRY_AFTER_MIN_MS), RETRY_AFTER_MAX_MS);
}
