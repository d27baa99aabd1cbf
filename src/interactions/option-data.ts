import type {
  APIApplicationCommandAttachmentOption,
  APIApplicationCommandBooleanOption,
  APIApplicationCommandIntegerOption,
  APIApplicationCommandNumberOption,
  APIApplicationCommandStringOption,
} from 'discord.js';
import { ApplicationCommandOptionType, ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import type { Aspect } from '#domain/options.ts';
import { ASPECTS, COUNT_MAX, SEED_MAX, TEXT_MAX_CHARACTERS } from '#domain/options.ts';
import { PROMPT_MAX_CHARACTERS } from '#domain/request.ts';

/** Where the generating commands can be used: in servers that added the bot, and in its direct messages. */
export const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

const { Attachment, Boolean: Switch, Integer, Number: Decimal, String: Text } = ApplicationCommandOptionType;

export const prompt = (description: string, required = true): APIApplicationCommandStringOption => ({
  type: Text,
  name: 'prompt',
  description,
  required,
  max_length: PROMPT_MAX_CHARACTERS,
});

export const file = (name: string, description: string, required = false): APIApplicationCommandAttachmentOption => ({
  type: Attachment,
  name,
  description,
  required,
});

/** Suggested while it is typed: models from the catalogue, other options from what the model takes. */
export const suggested = (name: string, description: string, required = false): APIApplicationCommandStringOption => ({
  type: Text,
  name,
  description,
  required,
  autocomplete: true,
});

export const words = (name: string, description: string, required = false): APIApplicationCommandStringOption => ({
  type: Text,
  name,
  description,
  required,
  max_length: TEXT_MAX_CHARACTERS,
});

export const yesNo = (name: string, description: string): APIApplicationCommandBooleanOption => ({
  type: Switch,
  name,
  description,
});

export const model = suggested('model', 'Which model makes it');

const ASPECT_NAMES: Readonly<Record<Aspect, string>> = {
  '1:1': 'Square (1:1)',
  '16:9': 'Wide (16:9)',
  '9:16': 'Tall (9:16)',
  '4:3': 'Landscape (4:3)',
  '3:4': 'Portrait (3:4)',
  '3:2': 'Photo, landscape (3:2)',
  '2:3': 'Photo, portrait (2:3)',
};

export const aspect: APIApplicationCommandStringOption = {
  type: Text,
  name: 'aspect',
  description: 'Its shape',
  choices: ASPECTS.map((value) => ({ name: ASPECT_NAMES[value], value })),
};

export const count: APIApplicationCommandIntegerOption = {
  type: Integer,
  name: 'count',
  description: 'How many (1 unless you choose)',
  min_value: 1,
  max_value: COUNT_MAX,
};

export const seed: APIApplicationCommandIntegerOption = {
  type: Integer,
  name: 'seed',
  description: 'Same seed, same settings: same result',
  min_value: 0,
  max_value: SEED_MAX,
};

/** In seconds. No choices: models differ, and what one takes is suggested. */
export const duration: APIApplicationCommandIntegerOption = {
  type: Integer,
  name: 'duration',
  description: 'How many seconds',
  min_value: 1,
  autocomplete: true,
};

export const negative = words('negative', 'What to keep out of it');

export const scale: APIApplicationCommandIntegerOption = {
  type: Integer,
  name: 'scale',
  description: 'How many times larger',
  choices: [2, 3, 4].map((value) => ({ name: `${value}×`, value })),
};

export const quality: APIApplicationCommandStringOption = {
  type: Text,
  name: 'quality',
  description: 'Better takes longer',
  choices: ['draft', 'standard', 'high'].map((value) => ({ name: value, value })),
};

/** 0 keeps the image, 1 ignores it; three words are easier to choose from. */
export const strength: APIApplicationCommandNumberOption = {
  type: Decimal,
  name: 'strength',
  description: 'How far to depart from the image',
  choices: [
    { name: 'light', value: 0.35 },
    { name: 'medium', value: 0.6 },
    { name: 'strong', value: 0.85 },
  ],
};
