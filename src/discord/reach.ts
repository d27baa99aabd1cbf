import type { REST } from 'discord.js';
import { DiscordAPIError, Routes } from 'discord.js';
import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import { loggable } from './describe-error.ts';
import { TokenRefusedError } from './token-refused.ts';

type Deps = {
  readonly rest: Pick<REST, 'get'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
};

/** Between tries while Discord cannot be reached. Short: members are waiting; callbacks are taken meanwhile. */
const TRY_AGAIN_MS = 5_000;

/**
 * Waits until Discord answers and accepts the token, however long that takes. Resolves with false when `signal` ended
 * the waiting first.
 * @throws TokenRefusedError
 */
export async function reachDiscord({ rest, clock, logger, signal }: Deps): Promise<boolean> {
  while (!signal.aborted) {
    try {
      await rest.get(Routes.gatewayBot());
      return true;
    } catch (error) {
      if (error instanceof DiscordAPIError && error.status === 401) {
        throw new TokenRefusedError('Discord refused DISCORD_TOKEN.', { cause: error });
      }
      logger.warn({ err: loggable(error), tryAgainMs: TRY_AGAIN_MS }, 'Discord is out of reach');
      await pause(clock, TRY_AGAIN_MS, signal);
    }
  }
  return false;
}

function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      cancel();
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const cancel = clock.after(delayMs, wake);
    signal.addEventListener('abort', wake);
    if (signal.aborted) wake();
  });
}
