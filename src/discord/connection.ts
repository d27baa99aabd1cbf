import type { Interaction, REST, RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import { type Client, Events } from 'discord.js';
import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import { createDiscordClient } from './client.ts';
import { loggable } from './describe-error.ts';
import { inviteLink } from './invite.ts';
import { reachDiscord } from './reach.ts';
import { registerCommands } from './register.ts';
import { createRests } from './rests.ts';

export type Connection = {
  /** Usable at once: before the gateway, without it, and after it has been left. */
  readonly rest: REST;
  /** For answers to interactions: outside the global limit, and nothing is repeated by itself. */
  readonly answers: REST;
  readonly isOnline: () => boolean;
  /**
   * Waits until Discord can be reached, opens the gateway, and brings the list of commands up to date.
   * @throws TokenRefusedError
   */
  readonly goOnline: (online: Online) => Promise<void>;
  /** Leaves the gateway, or stops waiting for it. May be called again. */
  readonly close: () => Promise<void>;
};

type Online = {
  readonly dispatch: (interaction: Interaction) => Promise<void>;
  readonly commands: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[];
  /** Register the commands in this guild only. */
  readonly guildId: string | undefined;
};

type Deps = {
  readonly token: string;
  readonly apiUrl: string;
  /** Called when the gateway was lost for good after it had been open. */
  readonly lost: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
};

export function createConnection({ token, apiUrl, lost, clock, logger }: Deps): Connection {
  const leaving = new AbortController();
  // `rest` is not the client's, which forgets the token when it leaves the gateway: what is in hand then still has to be
  // posted.
  const { rest, answers, clientOptions } = createRests({ token, apiUrl, clock });
  const client = createDiscordClient({
    rest: clientOptions,
    logger,
    lost: () => leaving.signal.aborted || lost(),
  });

  return {
    rest,
    answers,
    isOnline: () => client.isReady(),
    goOnline: async ({ dispatch, commands, guildId }) => {
      if (!(await reachDiscord({ rest, clock, logger, signal: leaving.signal }))) return;
      client.on(Events.InteractionCreate, dispatch);
      const online = await logIn(client);
      const { application, user, guilds } = online;
      logger.info({ user: user.tag, guilds: guilds.cache.size, invite: inviteLink(application.id) }, 'online');
      await register(application.id, guildId, commands);
    },
    close: async () => {
      leaving.abort();
      await client.destroy();
    },
  };

  async function logIn(it: Client): Promise<Client<true>> {
    const ready = new Promise<Client<true>>((resolve) => it.once(Events.ClientReady, resolve));
    await it.login(token);
    return ready;
  }

  /** The bot works with the commands that are registered already, so a failure here is told and no reason to stop. */
  async function register(applicationId: string, guildId: string | undefined, commands: Online['commands']) {
    try {
      logger.info(await registerCommands({ rest, applicationId, guildId, commands }), 'commands registered');
    } catch (error) {
      logger.error({ err: loggable(error) }, 'commands not registered; try again with: npm run register');
    }
  }
}
