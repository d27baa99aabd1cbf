import { ApplicationCommandOptionType as Option } from 'discord-api-types/v10';
import type { ValueOption } from '#sandbox/discord/forms/command-options.ts';

type Value = string | number | boolean;

/** Why Discord's client would not send this value for this option; undefined when it would. */
export function whyNot(option: ValueOption, value: Value): string | undefined {
  switch (option.type) {
    case Option.String:
      return typeof value === 'string' ? whyNotText(option, value) : 'it takes text';
    case Option.Integer:
      if (!Number.isInteger(value)) return 'it takes a whole number';
      return whyNotNumber(option, Number(value));
    case Option.Number:
      return typeof value === 'number' ? whyNotNumber(option, value) : 'it takes a number';
    case Option.Boolean:
      return typeof value === 'boolean' ? undefined : 'it takes true or false';
    default:
      return typeof value === 'string' ? undefined : 'it takes an id';
  }
}

type Bounds = { readonly min_length?: number; readonly max_length?: number };
type Range = { readonly min_value?: number; readonly max_value?: number };
type Choices = { readonly choices?: readonly { readonly value: Value }[] };

/** Longest text that an option takes when it does not say. */
const TEXT_MAX_CHARACTERS = 6000;

function whyNotText(option: Bounds & Choices, text: string): string | undefined {
  const { min_length = 1, max_length = TEXT_MAX_CHARACTERS } = option;
  if (isNotOffered(option, text)) return 'it is not one of the choices';
  if (text.length < min_length) return `it takes at least ${min_length} characters`;
  return text.length > max_length ? `it takes at most ${max_length} characters` : undefined;
}

function whyNotNumber(option: Range & Choices, number: number): string | undefined {
  if (isNotOffered(option, number)) return 'it is not one of the choices';
  if (option.min_value !== undefined && number < option.min_value) return `it takes ${option.min_value} or more`;
  return option.max_value !== undefined && number > option.max_value
    ? `it takes ${option.max_value} or less`
    : undefined;
}

const isNotOffered = ({ choices }: Choices, value: Value): boolean =>
  Boolean(choices?.length) && !choices?.some((choice) => choice.value === value);
