import type { Answered } from '#providers/http/exchange.ts';
import { boundedRetryAfterMs } from '#providers/http/proof.ts';

/** The wait of the vendor's own example (replicate.com/docs rate-limits), where an answer names none. */
const RETRY_AFTER_DEFAULT_MS = 30_000;

/** "Request was throttled. Your rate limit resets in ~30s." */
const RESETS_IN = /resets in ~?(?<seconds>\d{1,6}) ?s/i;

/** How long to stay away, by the header `Retry-After` or by the words of the answer. */
export function readRetryAfter({ retryAfterMs }: Answered, words: string): number {
  const seconds = RESETS_IN.exec(words)?.groups?.seconds;
  const told = retryAfterMs ?? (seconds === undefined ? RETRY_AFTER_DEFAULT_MS : Number(seconds) * 1_000);
  return boundedRetryAfterMs(told);
}
