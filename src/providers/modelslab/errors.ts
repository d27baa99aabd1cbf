import type { Failure, FailureReason } from '#domain/failure.ts';
import type { Message } from './message.ts';

type Rule = {
  readonly reason: FailureReason;
  readonly matches: (message: Message, httpStatus: number | undefined) => boolean;
};

const onStatus =
  (...statuses: readonly number[]) =>
  (words: RegExp): Rule['matches'] =>
  ({ text }, httpStatus) =>
    (httpStatus !== undefined && statuses.includes(httpStatus)) || words.test(text);

const onWords = onStatus();

/**
 * First match wins. Statuses and wordings are those of docs.modelslab.com error-codes and rate-limits, widened by what
 * integrators met: the same errors arrive under HTTP 200, in other spellings, or as a validator's object. The wording of
 * a moderation refusal is documented nowhere, so that row is a guess.
 */
const RULES: readonly Rule[] = [
  {
    reason: 'provider_rate_limited',
    matches: onStatus(429)(/rate limit|queued requests|too many|spam filter/i),
  },
  // Key, then credit, then plan: three causes, one audience, the people who run the bot.
  { reason: 'provider_account', matches: onStatus(401)(/api key|unauthorized/i) },
  {
    reason: 'provider_account',
    matches: onStatus(402)(/insufficient|credit|balance|subscription expired|payment/i),
  },
  {
    reason: 'provider_account',
    matches: onStatus(403)(/premium|enterprise|not available on your plan|upgrade/i),
  },
  {
    reason: 'model_unavailable',
    matches: onWords(/(?=.*(?:model|workflow))(?=.*(?:not found|not exist|not loaded))/i),
  },
  // A complaint about our own callback address says "url", but no member's file is at fault.
  { reason: 'internal', matches: onWords(/webhook/i) },
  {
    reason: 'input_unreachable',
    matches: onWords(/fetch image|(?<![a-z])urls?(?![a-z])|invalid image|not accessible/i),
  },
  { reason: 'refused_by_moderation', matches: onWords(/nsfw|safety|inappropriate|moderation/i) },
  {
    reason: 'invalid_input',
    matches: (message, httpStatus) =>
      message.isValidation || onStatus(400, 422)(/required|must be/i)(message, httpStatus),
  },
];

/**
 * Sorts an error of the service into our list. What no rule knows, and what the service calls its own fault
 * (`Internal server error`, `Failed, Try Again`), is `provider_down`: both tell the member to try again later.
 */
export function readFailure(message: Message, httpStatus?: number): Failure {
  const reason = RULES.find(({ matches }) => matches(message, httpStatus))?.reason ?? 'provider_down';
  const detail = message.text || (httpStatus === undefined ? 'no message' : `HTTP ${httpStatus}, no message`);
  return { reason, detail };
}
