import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';

/** What a person typed into an option, and what they chose where there was something to choose from. */
export type Field = {
  readonly text: string;
  /** The value behind a choice, a suggestion, a person, a channel or an uploaded file. */
  readonly chosen?: string | number | boolean;
  /** Of a chosen file: where the page itself has it, and its media type. */
  readonly preview?: { readonly url: string; readonly type: string };
};

export type Parsed =
  | { readonly outcome: 'value'; readonly value: string | number | boolean }
  | { readonly outcome: 'empty' }
  | { readonly outcome: 'wrong'; readonly why: string };

/** Reads one option as Discord's own client would, with its bounds. */
export function parseOption(option: APIApplicationCommandBasicOption, field: Field | undefined): Parsed {
  const text = field?.text.trim() ?? '';
  if (field?.chosen !== undefined) return { outcome: 'value', value: field.chosen };
  if (text === '') return option.required ? wrong('This option is required.') : { outcome: 'empty' };
  if (choicesOf(option).length > 0) return fromChoices(option, text);
  switch (option.type) {
    case Type.String:
      return inLength(text, option.min_length, option.max_length);
    case Type.Integer:
    case Type.Number:
      return parseNumber(option, text);
    case Type.Boolean:
      return wrong('Choose True or False.');
    case Type.Attachment:
      return wrong('Choose a file.');
    default:
      return wrong('Choose one from the list.');
  }
}

type Choice = { readonly name: string; readonly value: string | number | boolean };

const BOOLEAN_CHOICES: readonly Choice[] = [
  { name: 'True', value: true },
  { name: 'False', value: false },
];

/** The fixed choices of an option; none where it is free or asks the bot. */
export function choicesOf(option: APIApplicationCommandBasicOption): readonly Choice[] {
  if (option.type === Type.Boolean) return BOOLEAN_CHOICES;
  const hasChoices = option.type === Type.String || option.type === Type.Integer || option.type === Type.Number;
  return hasChoices ? (option.choices ?? []) : [];
}

function fromChoices(option: APIApplicationCommandBasicOption, text: string): Parsed {
  const choice = choicesOf(option).find(({ name }) => name.toLowerCase() === text.toLowerCase());
  return choice ? { outcome: 'value', value: choice.value } : wrong('Choose one from the list.');
}

function inLength(text: string, min = 0, max = 6000): Parsed {
  if (text.length < min) return wrong(`At least ${min} characters.`);
  if (text.length > max) return wrong(`At most ${max} characters, this has ${text.length}.`);
  return { outcome: 'value', value: text };
}

function parseNumber(
  option: Extract<APIApplicationCommandBasicOption, { type: Type.Integer | Type.Number }>,
  text: string,
): Parsed {
  const isWhole = option.type === Type.Integer;
  const value = Number(text);
  if (!Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value))) {
    return wrong(isWhole ? 'A whole number, please.' : 'A number, please.');
  }
  const min = 'min_value' in option ? option.min_value : undefined;
  const max = 'max_value' in option ? option.max_value : undefined;
  if (min !== undefined && value < min) return wrong(`At least ${min}.`);
  if (max !== undefined && value > max) return wrong(`At most ${max}.`);
  return { outcome: 'value', value };
}

const wrong = (why: string): Parsed => ({ outcome: 'wrong', why });

/** The bounds of an option in words, for the line above its field. */
export function boundsOf(option: APIApplicationCommandBasicOption): string {
  if (option.type === Type.String) return range(option.min_length, option.max_length, 'characters');
  if (option.type !== Type.Integer && option.type !== Type.Number) return '';
  const min = 'min_value' in option ? option.min_value : undefined;
  const max = 'max_value' in option ? option.max_value : undefined;
  return range(min, max, '');
}

function range(min: number | undefined, max: number | undefined, unit: string): string {
  const words = (...parts: readonly (string | number)[]) => parts.filter((part) => part !== '').join(' ');
  if (min !== undefined && max !== undefined) return words(`${min} to ${max}`, unit);
  if (max !== undefined) return words('at most', max, unit);
  return min === undefined ? '' : words('at least', min, unit);
}
