import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import {
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  MessageFlags,
} from 'discord.js';
import type { Command } from '#discord/command.ts';
import type { Desk } from '#interactions/desk.ts';

const data = {
  name: 'help',
  description: 'What this bot does and how to ask it',
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const help: Command<Desk> = { data, execute };

const TEXT = [
  '**Bowerbird** has images made for you and brings them home to this channel.',
  '',
  '`/imagine` makes an image from words. Only the prompt is needed; model, shape, number and seed are yours to choose.',
  '`/job list` shows your latest jobs, `/job show` everything about one of them, `/job cancel` stops one.',
  '',
  'You see at once that a job was accepted and where it stands. When it is done, a new message mentions you, with the files attached. If it fails, the message says why and whether it was charged, and **Retry** asks again.',
  'A job is never lost: it goes on when the bot restarts.',
].join('\n');

async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.reply({ content: TEXT, flags: MessageFlags.Ephemeral });
}
