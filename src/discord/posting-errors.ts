import { DiscordAPIError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import type { Posting } from '#domain/ports/messenger.ts';
import { describeError } from './describe-error.ts';

/** topics/opcodes-and-status-codes: answers that waiting does not change. */
const HOPELESS: ReadonlySet<number | string> = new Set([
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownGuild,
  RESTJSONErrorCodes.UnknownUser,
  RESTJSONErrorCodes.ExplicitContentCannotBeSentToTheDesiredRecipient,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel,
  RESTJSONErrorCodes.ChannelVerificationLevelTooHighForYouToGainAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType,
  RESTJSONErrorCodes.InvalidRecipients,
  RESTJSONErrorCodes.InvalidFormBodyOrContentType,
  RESTJSONErrorCodes.InvalidActionOnArchivedThread,
  RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
  RESTJSONErrorCodes.ThreadLocked,
  RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration,
  RESTJSONErrorCodes.MessageBlockedByHarmfulLinksFilter,
]);

/** What a refused or broken message create means for its delivery. */
export function postingOf(error: unknown): Posting {
  // A repeated nonce whose message was deleted meanwhile (discord-api-docs, thread 6647): it was posted, once.
  if (codeOf(error) === RESTJSONErrorCodes.UnknownMessage) return { outcome: 'posted' };
  if (error instanceof DiscordAPIError && HOPELESS.has(error.code)) return impossible(error);
  return later(error);
}

/** The same for the edit of an answer, where every refusal is final: the token is over, the card is gone. */
export const postingOfEdit = (error: unknown): Posting => (isRefused(error) ? impossible(error) : later(error));

/** The same for the opening of somebody's direct messages: every refusal is theirs, except that of the bot's token. */
export const postingOfOpening = (error: unknown): Posting =>
  isRefused(error) && !isUnauthorized(error) ? impossible(error) : later(error);

/** The same for a follow-up: Discord recognises no repeat of it, so what is not proved not to have arrived is unknown. */
export function postingOfFollowUp(error: unknown): Posting {
  if (isRefused(error)) return impossible(error);
  if (error instanceof RateLimitError || error instanceof DiscordAPIError || neverLeft(error)) return later(error);
  return { outcome: 'unknown', detail: describeError(error) };
}

const impossible = (error: unknown): Posting => ({ outcome: 'impossible', detail: describeError(error) });

const later = (error: unknown): Posting => ({
  outcome: 'later',
  ...(error instanceof RateLimitError && { afterMs: Math.ceil(error.retryAfter) }),
  detail: describeError(error),
});

/** Refusals that waiting does change: a token that is not known at the moment, too much at once, a pause of Discord's. */
const PASSING_STATUS: ReadonlySet<number> = new Set([408, 429]);
const PASSING: ReadonlySet<number | string> = new Set([
  RESTJSONErrorCodes.OpeningDirectMessagesTooFast,
  RESTJSONErrorCodes.SendMessagesHasBeenTemporarilyDisabled,
  RESTJSONErrorCodes.CloudflareIsBlockingYourRequest,
]);

const isRefused = (error: unknown): boolean =>
  error instanceof DiscordAPIError && !PASSING_STATUS.has(error.status) && !PASSING.has(error.code);

const isUnauthorized = (error: unknown): boolean => error instanceof DiscordAPIError && error.status === 401;

/** undici's and the system's words for a connection that never came to be. */
const NO_CONNECTION: ReadonlySet<unknown> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const neverLeft = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && NO_CONNECTION.has(error.code);

/** Discord will not take the files, whatever limit it told before. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  (error.status === 413 ||
    error.code === RESTJSONErrorCodes.RequestEntityTooLarge ||
    error.code === RESTJSONErrorCodes.FileUploadedExceedsMaximumSize ||
    error.code === RESTJSONErrorCodes.AccessToFileUploadsHasBeenLimitedForThisGuild);

/** The message would be taken if it replied to nothing: the permission to read the channel's history was taken away. */
export const isReplyRefused = (error: unknown): boolean =>
  codeOf(error) === RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory;

/** Somebody else would be told the same: nobody to ask about there. */
export const isClosed = (error: unknown): boolean =>
  error instanceof DiscordAPIError && (error.status === 403 || error.status === 404);

const codeOf = (error: unknown): number | string | undefined =>
  error instanceof DiscordAPIError ? error.code : undefined;
