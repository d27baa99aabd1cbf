import type { AutocompleteInteraction } from 'discord.js';
import { ApplicationCommandOptionType } from 'discord.js';
import type { Choice } from '#discord/command.ts';
import { CHOICE_NAME_MAX_CHARACTERS, CHOICES_MAX } from '#discord/limits.ts';
import { clip, dollars } from '#discord/render/text.ts';
import type { Limit, Model } from '#domain/model.ts';
import type { OptionName } from '#domain/options.ts';
import { OPTION_NAMES } from '#domain/options.ts';
import type { Use } from '#domain/use.ts';
import type { Desk } from './desk.ts';
import { isAgeRestricted } from './place.ts';
import { rolesSoFar } from './wish.ts';

/** Suggestions for a generating command: models from the catalogue, and for other options what the model takes. */
export const suggestFor =
  (use: Use) =>
  async (interaction: AutocompleteInteraction, desk: Desk): Promise<readonly Choice[]> => {
    const { name, type, value } = interaction.options.getFocused(true);
    const typed = String(value).trim();
    if (name === 'model') return suggestModels(interaction, use, typed, desk);
    const model = chosenModel(interaction, use, desk);
    const limit = isOption(name) ? model?.options[name] : undefined;
    return limit ? suggestValues(limit, type, typed) : [];
  };

export function suggestModels(
  interaction: AutocompleteInteraction,
  use: Use,
  typed: string,
  desk: Desk,
): readonly Choice[] {
  const nsfwAllowed = isAgeRestricted(interaction);
  const models = desk.catalogue.suggest({ use, typed, nsfwAllowed, limit: CHOICES_MAX });
  // Discord takes choice values of 100 characters; a model with a longer id can be typed.
  const fitting = models.filter(({ id }) => id.length <= CHOICE_NAME_MAX_CHARACTERS);
  return fitting.map((model) => ({ name: labelOf(model, desk), value: model.id }));
}

function labelOf({ label, provider, priceMicroUsd }: Model, { providers }: Desk): string {
  const price = priceMicroUsd === undefined ? '' : ` · ${dollars(priceMicroUsd)}`;
  return clip(`${label} · ${providers.get(provider)?.label ?? provider}${price}`, CHOICE_NAME_MAX_CHARACTERS);
}

/** The model that will make it as far as can be told while the command is still being typed. */
function chosenModel(interaction: AutocompleteInteraction, use: Use, { catalogue }: Desk): Model | undefined {
  const { options } = interaction;
  const typed = options.getString('model');
  if (typed) return catalogue.resolve(typed, use);
  const hasPrompt = options.getString('prompt') !== null;
  const [popular] = catalogue.suggest({ use, typed: '', nsfwAllowed: isAgeRestricted(interaction), limit: 1 });
  return catalogue.preferred({ use, roles: rolesSoFar(interaction), hasPrompt }) ?? popular;
}

const isOption = (name: string): name is OptionName => OPTION_NAMES.some((known) => known === name);

function suggestValues(limit: Limit, type: ApplicationCommandOptionType, typed: string): readonly Choice[] {
  const values = 'oneOf' in limit ? limit.oneOf : 'min' in limit ? [Math.ceil(limit.min), Math.floor(limit.max)] : [];
  return [...new Set(values)]
    .flatMap((value) => choiceValue(value, type))
    .filter((value) => String(value).toLowerCase().includes(typed.toLowerCase()))
    .slice(0, CHOICES_MAX)
    .map((value) => ({ name: String(value), value }));
}

/** What Discord takes as a choice of an option of this type; none where the value cannot be one. */
function choiceValue(
  value: string | number | boolean,
  type: ApplicationCommandOptionType,
): readonly (string | number)[] {
  if (type !== ApplicationCommandOptionType.Integer) {
    const text = String(value);
    return text !== '' && text.length <= CHOICE_NAME_MAX_CHARACTERS ? [text] : [];
  }
  return Number.isInteger(value) ? [Number(value)] : [];
}
