import type { RESTOptions } from 'discord.js';
import { Client, Events, GatewayIntentBits, Options } from 'discord.js';
import type { Logger } from '#domain/ports/logger.ts';
import { loggable } from './describe-error.ts';

type Deps = {
  /** For the client's own calls, most of which answer interactions. */
  readonly rest: Partial<RESTOptions>;
  readonly logger: Logger;
  /** Called when the gateway is closed in a way that reconnecting does not mend, such as a token that was reset. */
  readonly lost: () => void;
};

/** Members and users arrive with every interaction; what is kept of them is a convenience, so it is kept small. */
const PEOPLE_KEPT = 200;

/** A discord.js client that sees guilds and channels and nothing that people write. */
export function createDiscordClient({ rest, logger, lost }: Deps): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest,
    // Prompts are strangers' text: nobody is ever pinged unless a payload names them.
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildScheduledEventManager: 0,
      StageInstanceManager: 0,
      AutoModerationRuleManager: 0,
      ThreadMemberManager: 0,
      UserManager: { maxSize: PEOPLE_KEPT, keepOverLimit: (user) => user.id === user.client.user.id },
      GuildMemberManager: { maxSize: PEOPLE_KEPT, keepOverLimit: (member) => member.id === member.client.user.id },
    }),
  });
  client.on(Events.Error, (error) => logger.error({ err: loggable(error) }, 'discord client error'));
  client.on(Events.Warn, (warning) => logger.warn({ warning }, 'discord client warning'));
  client.on(Events.ShardDisconnect, ({ code }) => {
    logger.error({ code }, 'gateway closed for good');
    lost();
  });
  client.on(Events.ShardReconnecting, () => logger.info({}, 'gateway reconnecting'));
  client.on(Events.ShardResume, (_shard, replayed) => logger.info({ replayed }, 'gateway resumed'));
  return client;
}
