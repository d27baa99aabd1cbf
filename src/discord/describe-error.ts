import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';

/** What went wrong, in a line that may be logged and stored. */
export const describeError = (error: unknown): string => {
  if (error instanceof DiscordAPIError) return `${error.status} ${error.code}: ${error.message}`;
  if (error instanceof RateLimitError) return `rate limit of ${error.route}: ${error.retryAfter} ms`;
  if (error instanceof HTTPError) return `${error.status} ${error.message}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
};

/**
 * An error as it may be logged. Those of the REST library carry the address and the body of their call: the first may
 * hold an interaction's token, which answers for a quarter of an hour, the second what somebody wrote.
 */
export const loggable = (error: unknown): unknown =>
  error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof RateLimitError
    ? { type: error.name, message: describeError(error), method: error.method, stack: error.stack }
    : error;
