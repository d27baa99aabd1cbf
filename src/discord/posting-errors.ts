import { DiscordAPIError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import type { Posting } from '#domain/ports/messenger.ts';

/** topics/opcodes-and-status-codes: answers that waiting does not change. */
const HOPELESS: ReadonlySet<number | string> = new Set([
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownGuild,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.InvalidFormBodyOrContentType,
]);

/** What a refused or broken message create means for its delivery. */
export function postingOf(error: unknown): Posting {
  if (error instanceof RateLimitError) return { outcome: 'later', afterMs: error.retryAfter, detail: 'rate limit' };
  if (!(error instanceof DiscordAPIError)) return { outcome: 'later', detail: describe(error) };
  // A repeated nonce whose message was deleted meanwhile (discord-api-docs, thread 6647): it was posted, once.
  if (error.code === RESTJSONErrorCodes.UnknownMessage) return { outcome: 'posted' };
  const detail = `${error.status} ${error.code}: ${error.rawError && 'message' in error.rawError ? error.rawError.message : ''}`;
  if (HOPELESS.has(error.code)) return { outcome: 'impossible', detail };
  return { outcome: 'later', detail };
}

/** Discord will not take the files, whatever limit it told before. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  (error.status === 413 ||
    error.code === RESTJSONErrorCodes.RequestEntityTooLarge ||
    error.code === RESTJSONErrorCodes.FileUploadedExceedsMaximumSize);

/** The message would be taken if it replied to nothing: the permission to read the channel's history was taken away. */
export const isReplyRefused = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  error.code === RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory;

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
