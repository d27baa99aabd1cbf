import type { Answered } from '#providers/http/exchange.ts';

/** A place is free when one of the account's jobs ends, and most take half a minute (docs.eachlabs.ai errors). */
export const RETRY_AFTER_DEFAULT_MS = 15_000;

/** Below, a zero would make a tight loop; above, one odd answer would stall the queue for hours. */
const RETRY_AFTER_MIN_MS = 1_000;
const RETRY_AFTER_MAX_MS = 10 * 60_000;

/** The wait that an answer asks for; undefined when it names none. */
export const readRetryAfter = ({ retryAfterMs }: Answered): number | undefined =>
  retryAfterMs === undefined ? undefined : Math.min(Math.max(retryAfterMs, RETRY_AFTER_MIN_MS), RETRY_AFTER_MAX_MS);
