import type { Failure, FailureReason } from '#domain/failure.ts';
import { redact } from '#providers/http/redact.ts';
import type { Trouble } from './trouble.ts';

type Told = Trouble & { readonly httpStatus?: number | undefined };

type Rule = { readonly reason: FailureReason; readonly matches: (told: Told) => boolean };

/** What the rules look at, in characters: some of them take quadratic time on hostile text. */
const READ_MAX_CHARACTERS = 1_000;

const onWords =
  (words: RegExp) =>
  ({ text }: Told): boolean =>
    words.test(text.slice(0, READ_MAX_CHARACTERS));

const onCode =
  (...codes: readonly string[]) =>
  ({ code, category }: Told): boolean =>
    [code, category].some((each) => each !== undefined && codes.includes(each.toUpperCase()));

const onStatus =
  (...statuses: readonly number[]) =>
  ({ httpStatus }: Told): boolean =>
    httpStatus !== undefined && statuses.includes(httpStatus);

/**
 * First match wins. Statuses, codes and categories are those of docs.eachlabs.ai errors. Content rules have no code of
 * their own there, so they are known by words. `AUTH` in a failed prediction is about the vendor's key at a model's maker,
 * not about ours, so nobody here could mend it: it stays with what no rule knows.
 */
const RULES: readonly Rule[] = [
  { reason: 'provider_rate_limited', matches: onStatus(429) },
  { reason: 'provider_account', matches: onStatus(401, 402, 403) },
  {
    reason: 'refused_by_moderation',
    matches: onWords(/moderation|nsfw|safety|content filter|polic(y|ies)|flagged|sensitive content/i),
  },
  {
    reason: 'model_unavailable',
    matches: onWords(/(?=.*(model|workflow|version))(?=.*(not found|not exist|disabled))/i),
  },
  { reason: 'internal', matches: onWords(/webhook/i) },
  { reason: 'input_unreachable', matches: onCode('PROVIDER_REJECTED', 'INPUT_DOWNLOAD_ERROR') },
  { reason: 'provider_rate_limited', matches: onCode('PROVIDER_RATE_LIMIT', 'RATE_LIMIT') },
  {
    reason: 'invalid_input',
    matches: (told) =>
      told.retryable !== true &&
      (onCode('INPUT_VALIDATION_ERROR', 'PROVIDER_BAD_REQUEST', 'VALIDATION')(told) || onStatus(400, 422)(told)),
  },
];

/** Sorts what the service says went wrong into our list; what no rule knows is a fault on its side. */
export function readFailure(told: Told, secrets: readonly string[]): Failure {
  const reason = RULES.find(({ matches }) => matches(told))?.reason ?? 'provider_down';
  const words =
    told.text === ''
      ? told.httpStatus === undefined
        ? 'no message'
        : `HTTP ${told.httpStatus}, no message`
      : told.text;
  return { reason, detail: redact(told.code === undefined ? words : `${told.code}: ${words}`, secrets) };
}
