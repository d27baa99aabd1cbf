import type { Failure, FailureReason } from '#domain/failure.ts';
import { redact } from '#providers/http/redact.ts';
import type { ErrorWords } from './envelope.ts';

type Rule = {
  readonly reason: FailureReason;
  readonly statuses?: readonly number[];
  /** Matched against message, type and code. */
  readonly words?: RegExp;
};

/**
 * First match wins. Statuses and types are those of docs.apimart.ai errors. Under HTTP 500 come validation and moderation,
 * too (`build_request_failed: …`), and content rules have no code of their own, so words decide before other statuses do.
 */
const RULES: readonly Rule[] = [
  { reason: 'provider_rate_limited', statuses: [429], words: /rate.?limit|too many requests/i },
  {
    reason: 'provider_account',
    statuses: [401, 402, 403],
    words:
      /authentication_error|permission_error|invalid api key|payment_required|quota_not_enough|insufficient|\bbalance\b/i,
  },
  // "case-sensitive" is no matter of morals.
  { reason: 'refused_by_moderation', words: /moderation|(?<!case[- ])sensitive|safety|policy/i },
  {
    reason: 'model_unavailable',
    words:
      /get_channel_failed|no available channel|model\b.*(?:not found|not exist|not available|not supported|offline)/i,
  },
  // «Invalid URL (POST /v1/…)»: a path that is not there, not the address of a member's file.
  { reason: 'model_unavailable', words: /invalid url \((?:GET|POST)\b/i },
  // A complaint about our own callback address is no fault of the member's.
  { reason: 'internal', words: /webhook/i },
  {
    reason: 'input_unreachable',
    words:
      /\b(?:fetch|download|access|load|open|reach)\w*\b.*\b(?:images?|files?|videos?|audios?|urls?)\b|invalid (?:image )?url/i,
  },
  {
    reason: 'invalid_input',
    statuses: [400, 413, 422],
    words: /invalid|unsupported|build_request_failed|must be|required|exceed/i,
  },
];

/** What the rules look at, in characters: some of them take quadratic time on hostile text. */
const READ_MAX_CHARACTERS = 1_000;

/** A complaint about our callback address may quote it without its beginning, and its end is a key to one job. */
const TRACK_IDS = /\b[0-9a-z]+_[0-9a-z]+_[0-9a-z]+_[0-9a-z]{26}_[0-9a-z]+/g;

/**
 * Sorts an error of the service into our list. What no rule knows, and what the service calls its own fault, is
 * `provider_down`: it tells the member to try again later.
 */
export function readFailure(error: ErrorWords | undefined, secrets: readonly string[], httpStatus?: number): Failure {
  const words = [error?.message, error?.type, error?.code].filter((each) => each !== undefined);
  const said = [...new Set(words)];
  const text = said.join(' ').slice(0, READ_MAX_CHARACTERS);
  const rule = RULES.find(
    (each) => (httpStatus !== undefined && each.statuses?.includes(httpStatus)) || each.words?.test(text),
  );
  const detail = said.length > 0 ? redact(said.join('; ').replace(TRACK_IDS, '[track id]'), secrets) : 'no message';
  const about = httpStatus === undefined || said.length > 0 ? detail : `HTTP ${httpStatus}, ${detail}`;
  return { reason: rule?.reason ?? 'provider_down', detail: about };
}

/** Whether an error is one of idempotency, and which (docs.apimart.ai; `idempotency_key_reused` and its like). */
export function idempotencyOf(error: ErrorWords | undefined): string | undefined {
  const named = [error?.type, error?.code].find((word) => word?.startsWith('idempotency_'));
  return named?.slice('idempotency_'.length);
}
