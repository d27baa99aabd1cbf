import type { Failure, FailureReason } from '#domain/failure.ts';
import { redact } from '#providers/http/redact.ts';

type Rule = {
  readonly reason: FailureReason;
  readonly statuses?: readonly number[];
  readonly words?: RegExp;
};

/**
 * First match wins. An error is free text (replicate.com/docs lifecycle), mostly the model's own, so beside the statuses
 * of refusals there are only words to go by.
 */
const RULES: readonly Rule[] = [
  { reason: 'provider_rate_limited', statuses: [429] },
  { reason: 'provider_account', statuses: [401, 402, 403] },
  {
    reason: 'refused_by_moderation',
    words: /nsfw|moderation|flagged|safety (?:checker|filter|system)|content polic|sensitive (?:content|input|output)/i,
  },
  {
    reason: 'model_unavailable',
    statuses: [404],
    words: /\b(?:model|version)\b.*(?:not found|not exist|not permitted|disabled)|invalid version/i,
  },
  // A complaint about our own callback address is no fault of the member's.
  { reason: 'internal', words: /webhook/i },
  {
    reason: 'input_unreachable',
    words: /\b(?:download|fetch|retrieve)\b.*\b(?:file|image|input|url)\b|cannot identify image file/i,
  },
  { reason: 'invalid_input', statuses: [400, 413, 422] },
];

/** What the rules look at, in characters: some of them take quadratic time on hostile text. */
const READ_MAX_CHARACTERS = 1_000;

/** Sorts what the service says went wrong into our list; what no rule knows is a fault on its side. */
export function readFailure(text: string, secrets: readonly string[], httpStatus?: number): Failure {
  const start = text.slice(0, READ_MAX_CHARACTERS);
  const rule = RULES.find(
    ({ statuses, words }) => (httpStatus !== undefined && statuses?.includes(httpStatus)) || words?.test(start),
  );
  const silence = httpStatus === undefined ? 'no message' : `HTTP ${httpStatus}, no message`;
  return { reason: rule?.reason ?? 'provider_down', detail: redact(text, secrets) || silence };
}
