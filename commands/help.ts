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
  '**Bowerbird** has things made for you and brings them home to this channel.',
  '',
  '`/imagine` an image from words, or from an image of yours',
  '`/edit` `/upscale` `/removebg` change an image',
  '`/video` a video from words · `/animate` brings an image to life',
  '`/audio music` `speech` `sound` `voice` what can be heard',
  '`/3d` a model to turn around · `/train` a model of your own · `/workflow run` what was built at a service',
  '`/job list` your latest jobs · `/job show` everything about one · `/job cancel` stops one',
  '',
  'Only what is marked as required is needed. While you type in **model**, you see what is offered; what a model cannot do is said before anything is charged.',
  'You see at once that a job was accepted and where it stands. When it is done, a new message mentions you, with the files attached. If it fails, the message says why and whether it was charged, and **Retry** asks again.',
  'A job is never lost: it goes on when the bot restarts.',
].join('\n');

async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.reply({ content: TEXT, flags: MessageFlags.Ephemeral });
}
