import type { PretendDiscord } from '#sandbox/discord/people.ts';
import type { PretendModelslab } from '#sandbox/modelslab/operator.ts';
import type { Snapshot } from './protocol.ts';

/** What the page shows and acts on. */
export type World = {
  readonly discord: Pick<PretendDiscord, DiscordPart>;
  readonly modelslab: Pick<PretendModelslab, 'jobs' | 'settings' | 'configure' | 'act' | 'subscribe'>;
  readonly guildName: string;
};

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
  | 'upload';

/** Everything that the page shows, as it stands now. */
export function takeSnapshot({ discord, modelslab, guildName }: World): Snapshot {
  const people = Object.values(discord.people);
  const channels = [...Object.values(discord.channels), ...people.map(({ id }) => discord.dmOf(id))];
  return {
    guildName,
    bot: { ...discord.bot, online: discord.isBotOnline() },
    people,
    channels,
    messages: Object.fromEntries(channels.map(({ id }) => [id, discord.messages(id)])),
    commands: discord.commands(),
    jobs: modelslab.jobs(),
    settings: modelslab.settings(),
  };
}
