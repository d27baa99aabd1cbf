import { ChannelType, Locale, ApplicationCommandOptionType as Option } from 'discord-api-types/v10';
import * as z from 'zod';
import { fault } from './parse.ts';

/** Options of a slash command, subcommands, or choices: at most this many. */
const OPTIONS_MAX = 25;

/** Integers and numbers are exact to here. */
const NUMBER_MAX = 2 ** 53;

const COMMAND_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

export const slashName = z
  .string()
  .regex(COMMAND_NAME)
  .refine(
    (name) => name === name.toLowerCase(),
    fault('APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid: it has upper-case letters'),
  );

export const localizations = z.partialRecord(z.enum(Locale), z.string().nullable()).nullable().exactOptional();

const named = {
  name: slashName,
  name_localizations: localizations,
  description: z.string().min(1).max(100),
  description_localizations: localizations,
};
const choiceOf = <T extends z.ZodType<string | number>>(value: T) =>
  z.object({ name: z.string().min(1).max(100), name_localizations: localizations, value });

const basic = { ...named, required: z.boolean().exactOptional() };
const suggesting = { ...basic, autocomplete: z.boolean().exactOptional() };
const number = z.number().min(-NUMBER_MAX).max(NUMBER_MAX);
const integer = z.int().min(-NUMBER_MAX).max(NUMBER_MAX);
const choices = <T extends z.ZodType<string | number>>(value: T) =>
  z.array(choiceOf(value)).max(OPTIONS_MAX).exactOptional();

type Suggesting = { autocomplete?: boolean; choices?: unknown[] };

const noChoicesWithAutocomplete = ({ autocomplete, choices }: Suggesting) => !(autocomplete && choices?.length);

/** With autocomplete or with choices: Discord's type for an option knows only these two. */
function oneOrTheOther<Option extends Suggesting>({ autocomplete, choices, ...rest }: Option) {
  const settled: Omit<Option, keyof Suggesting> = rest;
  return autocomplete
    ? { ...settled, autocomplete: true as const }
    : { ...settled, ...(choices && { choices: choices as NonNullable<Option['choices']> }) };
}

const exclusive = fault('APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE', 'autocomplete and choices are exclusive');

const text = z
  .object({
    ...suggesting,
    type: z.literal(Option.String),
    choices: choices(z.string().min(1).max(100)),
    min_length: z.int().min(0).max(6000).exactOptional(),
    max_length: z.int().min(1).max(6000).exactOptional(),
  })
  .refine(noChoicesWithAutocomplete, exclusive)
  .transform(oneOrTheOther);

const numeric = <T extends Option.Integer | Option.Number, V extends z.ZodType<number>>(type: T, value: V) =>
  z
    .object({
      ...suggesting,
      type: z.literal(type),
      choices: choices(value),
      min_value: value.exactOptional(),
      max_value: value.exactOptional(),
    })
    .refine(noChoicesWithAutocomplete, exclusive)
    .transform(oneOrTheOther);

/** Those of a server. */
const channelType = z.enum(ChannelType).exclude(['DM', 'GroupDM', 'GuildDirectory']);

const basicOptions = [
  text,
  numeric(Option.Integer, integer),
  numeric(Option.Number, number),
  z.object({ ...basic, type: z.literal(Option.Boolean) }),
  z.object({ ...basic, type: z.literal(Option.User) }),
  z.object({ ...basic, type: z.literal(Option.Role) }),
  z.object({ ...basic, type: z.literal(Option.Mentionable) }),
  z.object({ ...basic, type: z.literal(Option.Attachment) }),
  z.object({ ...basic, type: z.literal(Option.Channel), channel_types: z.array(channelType).exactOptional() }),
] as const;

const distinct = (options: readonly { name: string }[]) =>
  new Set(options.map(({ name }) => name)).size === options.length;
const requiredFirst = (options: readonly { name: string; required?: boolean }[]) =>
  options.every((option, at) => !option.required || options.slice(0, at).every((earlier) => earlier.required));

const nameTaken = fault('APPLICATION_COMMAND_OPTIONS_NAME_INVALID', 'Option names must be unique');
const order = fault('APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', 'Required options must come before optional ones');

const values = z
  .array(z.discriminatedUnion('type', [...basicOptions]))
  .max(OPTIONS_MAX)
  .refine(distinct, nameTaken)
  .refine(requiredFirst, order);

const subcommand = z.object({ ...named, type: z.literal(Option.Subcommand), options: values.exactOptional() });

const group = z.object({
  ...named,
  type: z.literal(Option.SubcommandGroup),
  options: z.array(subcommand).max(OPTIONS_MAX).refine(distinct, nameTaken).exactOptional(),
});

const isBranch = (type: Option) => type === Option.Subcommand || type === Option.SubcommandGroup;

export const commandOptions = z
  .array(z.discriminatedUnion('type', [...basicOptions, subcommand, group]))
  .max(OPTIONS_MAX)
  .refine(distinct, nameTaken)
  .refine(requiredFirst, order)
  .refine(
    (options) => options.every(({ type }) => isBranch(type)) || !options.some(({ type }) => isBranch(type)),
    fault('APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Subcommands and values cannot stand side by side'),
  );

export type CommandOptions = z.output<typeof commandOptions>;
export type CommandOption = CommandOptions[number];
export type ValueOption = z.output<typeof values>[number];
