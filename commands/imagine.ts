import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
} from 'discord.js';
import type { Choice, Command } from '#discord/command.ts';
import { CHOICES_MAX } from '#discord/limits.ts';
import type { Aspect } from '#domain/request.ts';
import { ASPECTS, IMAGE_COUNT_MAX, PROMPT_MAX_CHARACTERS, readImageRequest, SEED_MAX } from '#domain/request.ts';
import type { Desk } from '#interactions/desk.ts';
import { generate } from '#interactions/generate.ts';
import { isAgeRestricted } from '#interactions/place.ts';
import { refuse } from '#interactions/refuse.ts';
import { whatIsWrong } from '#interactions/what-is-wrong.ts';

const ASPECT_NAMES: Readonly<Record<Aspect, string>> = {
  '1:1': 'Square (1:1)',
  '16:9': 'Wide (16:9)',
  '9:16': 'Tall (9:16)',
  '4:3': 'Landscape (4:3)',
  '3:4': 'Portrait (3:4)',
  '3:2': 'Photo, landscape (3:2)',
  '2:3': 'Photo, portrait (2:3)',
};

const data = {
  name: 'imagine',
  description: 'Make an image from words',
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'prompt',
      description: 'What to show',
      required: true,
      max_length: PROMPT_MAX_CHARACTERS,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'model',
      description: 'Which model makes it',
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'aspect',
      description: 'Shape of the image (square unless you choose)',
      choices: ASPECTS.map((aspect) => ({ name: ASPECT_NAMES[aspect], value: aspect })),
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'count',
      description: 'How many images (1 unless you choose)',
      min_value: 1,
      max_value: IMAGE_COUNT_MAX,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'negative',
      description: 'What to keep out of it',
      max_length: PROMPT_MAX_CHARACTERS,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'seed',
      description: 'Same seed, same settings: same image',
      min_value: 0,
      max_value: SEED_MAX,
    },
  ],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const imagine: Command<Desk> = { data, execute, autocomplete };

async function execute(interaction: ChatInputCommandInteraction, desk: Desk): Promise<void> {
  const { options } = interaction;
  const asked = readImageRequest({
    kind: 'image',
    prompt: options.getString('prompt', true),
    model: options.getString('model')?.trim() || desk.imageProvider.models[0]?.id,
    aspect: options.getString('aspect') ?? '1:1',
    count: options.getInteger('count') ?? 1,
    seed: options.getInteger('seed') ?? desk.ids.seed(),
    nsfwAllowed: isAgeRestricted(interaction),
    negativePrompt: options.getString('negative')?.trim() || undefined,
  });
  if (!asked.ok) return refuse(interaction, whatIsWrong(asked.fields));
  await generate(interaction, asked.request, desk);
}

async function autocomplete(interaction: AutocompleteInteraction, desk: Desk): Promise<readonly Choice[]> {
  const typed = interaction.options.getFocused().trim().toLowerCase();
  return desk.imageProvider.models
    .filter(({ id, label }) => `${id} ${label}`.toLowerCase().includes(typed))
    .slice(0, CHOICES_MAX)
    .map(({ id, label }) => ({ name: label, value: id }));
}
