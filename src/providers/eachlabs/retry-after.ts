import type { Answered } from '#providers/http/exchange.ts';
import { boundedRetryAfterMs } from '#providers/http/proof.ts';

/** A place is free when one of the account's jobs ends, and most take half a minute (docs.eachlabs.ai errors). */
export const RETRY_AFTER_DEFAULT_MS = 15_000;

/** The wait that an answer asks for; undefined when it names none. */
export const readRetryAfter = ({ retryAfterMs }: Answered): number | undefined =>
  retryAfterMs === undefined ? undefined : boundedRetryAfterMs(retryAfterMs);
