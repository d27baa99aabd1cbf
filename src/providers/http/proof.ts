import type { Submission } from '#domain/ports/provider.ts';
import type { Answered, Exchange } from './exchange.ts';

// What HTTP alone proves about a submit. Money hangs on these few lines, so every room uses the same ones.

/** Nothing was sent, so the job may go back to the queue; short, because most such faults are over within a minute. */
export const NOT_SENT_RETRY_MS = 15_000;

/** Below, a zero would make a tight loop; above, one odd answer would stall the queue for hours. */
const RETRY_AFTER_MIN_MS = 1_000;
const RETRY_AFTER_MAX_MS = 10 * 60_000;

/** "Ask there instead": the service did nothing. 302 and 303 are left out, being sent after work was done, too. */
export const isRedirectBeforeWork = (status: number): boolean => [301, 307, 308].includes(status);

/** A refusal of the request by its status alone. 408 is left out: gateways send it for a slow service, too. */
export const isRefusalByStatus = (status: number): boolean =>
  (status >= 400 && status < 500 && status !== 408) || isRedirectBeforeWork(status);

/** A submit that brought no answer: no connection proves that nothing was sent; anything else proves nothing. */
export const readSilence = (exchange: Exclude<Exchange, Answered>): Submission =>
  exchange.outcome === 'unknown'
    ? exchange
    : { outcome: 'unreachable', retryAfterMs: NOT_SENT_RETRY_MS, detail: exchange.detail };

/** The wait that a service asks for, within bounds. */
export const boundedRetryAfterMs = (askedMs: number): number =>
  Math.round(Math.min(Math.max(askedMs, RETRY_AFTER_MIN_MS), RETRY_AFTER_MAX_MS));
