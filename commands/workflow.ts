import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import {
  ApplicationCommandOptionType,
  MessageFlags,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Choice, Command } from '#discord/command.ts';
import { plain } from '#discord/render/text.ts';
import { askFor } from '#interactions/ask.ts';
import type { Desk } from '#interactions/desk.ts';
import { EVERYWHERE, file, prompt, suggested, words } from '#interactions/option-data.ts';
import { refuse } from '#interactions/refuse.ts';
import { suggestFor } from '#interactions/suggest.ts';

const { Subcommand } = ApplicationCommandOptionType;

const workflowOption = suggested('model', 'Which workflow', true);

const data = {
  name: 'workflow',
  description: 'Run a workflow that was built at a generation service',
  ...EVERYWHERE,
  options: [
    {
      type: Subcommand,
      name: 'run',
      description: 'Run a workflow',
      options: [
        workflowOption,
        prompt('Its prompt, where it has one', false),
        words('values', 'Its other parameters: name=value; name=value'),
        file('image', 'Its image, where it has one'),
      ],
    },
    {
      type: Subcommand,
      name: 'webhook',
      description: 'The address to enter in the workflow’s settings, so that results come at once (admins)',
      options: [workflowOption],
    },
  ],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const workflow: Command<Desk> = { data, execute, autocomplete };

async function execute(interaction: ChatInputCommandInteraction, desk: Desk): Promise<void> {
  if (interaction.options.getSubcommand() === 'run') return askFor('workflow')(interaction, desk);
  if (!interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild)) {
    return refuse(interaction, 'Only members who may manage this server can see this address.');
  }
  const model = desk.catalogue.resolve(interaction.options.getString('model', true), 'workflow');
  if (!model)
    return refuse(interaction, 'No such workflow is known. Choose one from the list that appears while you type.');
  const url = desk.workflowWebhookUrl(model);
  if (!url)
    return refuse(
      interaction,
      'This workflow needs no address: its results are asked for, or called back by themselves.',
    );
  const content = `Enter this as the webhook of **${plain(model.label, 100)}** in its settings, and keep it to yourself:\n\`${url}\``;
  await interaction.reply({ content, flags: MessageFlags.Ephemeral });
}

function autocomplete(interaction: AutocompleteInteraction, desk: Desk): Promise<readonly Choice[]> {
  return suggestFor('workflow')(interaction, desk);
}
