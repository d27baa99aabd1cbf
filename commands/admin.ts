import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Choice, Command } from '#discord/command.ts';
import { modelName } from '#discord/render/request-words.ts';
import { plain } from '#discord/render/text.ts';
import type { Kind } from '#domain/kind.ts';
import { KINDS } from '#domain/kind.ts';
import { KIND_OF_USE, USES } from '#domain/use.ts';
import type { Desk } from '#interactions/desk.ts';
import { suggested } from '#interactions/option-data.ts';
import { refuse } from '#interactions/refuse.ts';
import { suggestModels } from '#interactions/suggest.ts';

const { String: Text, Subcommand, SubcommandGroup } = ApplicationCommandOptionType;

const kindOption = {
  type: Text,
  name: 'kind',
  description: 'Of which kind of jobs',
  required: true,
  choices: KINDS.map((kind) => ({ name: kind, value: kind })),
} as const;

const data = {
  name: 'admin',
  description: 'Run the bot in this server',
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
  options: [
    {
      type: SubcommandGroup,
      name: 'fallback',
      description: 'The second model, for when a service is down or out of credit',
      options: [
        {
          type: Subcommand,
          name: 'set',
          description: 'Choose the model that jobs of a kind move to',
          options: [kindOption, suggested('model', 'The second model, of another service', true)],
        },
        { type: Subcommand, name: 'clear', description: 'Let jobs of a kind fail instead', options: [kindOption] },
        { type: Subcommand, name: 'list', description: 'The second models of this server' },
      ],
    },
  ],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const admin: Command<Desk> = { data, execute, autocomplete };

async function execute(interaction: ChatInputCommandInteraction, desk: Desk): Promise<void> {
  const { guildId } = interaction;
  // Hiding a command is no border: server owners can show it to anybody.
  if (!guildId || !interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild)) {
    return refuse(interaction, 'Only members who may manage this server can do this.');
  }
  const subcommand = interaction.options.getSubcommand();
  if (subcommand === 'set') return set(interaction, guildId, desk);
  const text = subcommand === 'clear' ? await clear(interaction, guildId, desk) : await list(guildId, desk);
  await interaction.reply({ content: text, flags: MessageFlags.Ephemeral });
}

async function set(interaction: ChatInputCommandInteraction, guildId: string, desk: Desk): Promise<void> {
  const kind = chosenKind(interaction);
  const typed = interaction.options.getString('model', true);
  const model = usesOf(kind)
    .map((use) => desk.catalogue.resolve(typed, use))
    .find((found) => found !== undefined);
  if (!model)
    return refuse(
      interaction,
      `No such model is offered for ${kind} jobs. Choose one from the list that appears while you type.`,
    );
  await desk.fallbacks.set({ guildId, kind, model: model.id });
  const content = `When a service is down or out of credit, ${kind} jobs of this server move to **${plain(model.label, 100)}**, once, if it can do what was asked.`;
  await interaction.reply({ content, flags: MessageFlags.Ephemeral });
}

async function clear(interaction: ChatInputCommandInteraction, guildId: string, desk: Desk): Promise<string> {
  const kind = chosenKind(interaction);
  const cleared = await desk.fallbacks.clear(guildId, kind);
  return cleared
    ? `There is no second model for ${kind} jobs any more.`
    : `There was no second model for ${kind} jobs.`;
}

async function list(guildId: string, desk: Desk): Promise<string> {
  const fallbacks = await desk.fallbacks.list(guildId);
  if (fallbacks.length === 0) return 'This server has no second models. `/admin fallback set` chooses one.';
  return fallbacks.map(({ kind, model }) => `- ${kind}: ${modelName(model)}`).join('\n');
}

async function autocomplete(interaction: AutocompleteInteraction, desk: Desk): Promise<readonly Choice[]> {
  const typed = interaction.options.getFocused().trim();
  const choices = usesOf(chosenKind(interaction)).flatMap((use) => suggestModels(interaction, use, typed, desk));
  // A model that serves several uses of a kind is one choice.
  return choices.filter(({ value }, at) => choices.findIndex((other) => other.value === value) === at);
}

const chosenKind = ({ options }: AutocompleteInteraction | ChatInputCommandInteraction): Kind =>
  KINDS.find((kind) => kind === options.getString('kind')) ?? 'image';

const usesOf = (kind: Kind) => USES.filter((use) => KIND_OF_USE[use] === kind);
