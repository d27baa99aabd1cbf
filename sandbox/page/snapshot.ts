import type { PretendDiscord } from '#sandbox/discord/people.ts';
import type { PretendService } from '#sandbox/services/operator.ts';
import type { ServiceName, Snapshot } from './protocol.ts';

/** What the page shows and acts on. */
export type World = {
  readonly discord: Pick<PretendDiscord, DiscordPart>;
  readonly services: Readonly<Record<ServiceName, ServiceDesk>>;
  readonly guildName: string;
};

/** What the panel does with one service. */
type ServiceDesk = Pick<PretendService, 'name' | 'jobs' | 'settings' | 'configure' | 'act' | 'subscribe'>;

type DiscordPart =
  | 'bot'
  | 'people'
  | 'channels'
  | 'dmOf'
  | 'isBotOnline'
  | 'commands'
  | 'messages'
  | 'subscribe'
  | 'runCommand'
  | 'autocomplete'
  | 'useMenu'
  | 'press'
  | 'submitModal'
  | 'upload'
  | 'outage'
  | 'outageNow'
  | 'closeChannel'
  | 'openChannel'
  | 'forgetNonces'
  | 'expireTokens';

/** Everything that the page shows, as it stands now. */
export function takeSnapshot({ discord, services, guildName }: World): Snapshot {
  const people = Object.values(discord.people);
  const channels = [...Object.values(discord.channels), ...people.map(({ id }) => discord.dmOf(id))];
  return {
    guildName,
    bot: { ...discord.bot, online: discord.isBotOnline() },
    people,
    channels,
    messages: Object.fromEntries(channels.map(({ id }) => [id, discord.messages(id)])),
    commands: discord.commands(),
    outage: discord.outageNow(),
    jobs: Object.values(services)
      .flatMap((service) => service.jobs())
      .sort((one, other) => one.createdAt - other.createdAt),
    settings: {
      modelslab: services.modelslab.settings(),
      apimart: services.apimart.settings(),
      eachlabs: services.eachlabs.settings(),
    },
  };
}
