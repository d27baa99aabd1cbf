import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { OptionInput } from '#sandbox/page/protocol.ts';
import type { CommandEntry } from './command-entries.ts';
import type { Field } from './parse-option.ts';
import { parseOption } from './parse-option.ts';

/** A command that is being filled in. */
export type Draft = {
  readonly entry: CommandEntry;
  /** Names of the options that have a field: the required ones, then the added ones in the order in which they came. */
  readonly shown: readonly string[];
  readonly fields: Readonly<Record<string, Field>>;
  /** The option that is being typed into. */
  readonly focused: string | undefined;
  /** After the first attempt to send, what is missing is shown too. */
  readonly tried: boolean;
};

export function createDraft(entry: CommandEntry): Draft {
  const required = entry.options.filter((option) => option.required).map(({ name }) => name);
  return { entry, shown: required, fields: {}, focused: required[0], tried: false };
}

export const addOption = (draft: Draft, name: string): Draft =>
  draft.shown.includes(name) ? { ...draft, focused: name } : { ...draft, shown: [...draft.shown, name], focused: name };

export function removeOption(draft: Draft, name: string): Draft {
  const { [name]: _removed, ...fields } = draft.fields;
  const shown = draft.shown.filter((one) => one !== name);
  return { ...draft, shown, fields, focused: shown.at(-1) };
}

export const setField = (draft: Draft, name: string, field: Field): Draft => ({
  ...draft,
  fields: { ...draft.fields, [name]: field },
});

export const isFilled = (draft: Draft, name: string): boolean => {
  const field = draft.fields[name];
  return field !== undefined && (field.chosen !== undefined || field.text.trim() !== '');
};

export const shownOptions = (draft: Draft): readonly APIApplicationCommandBasicOption[] =>
  draft.shown.flatMap((name) => draft.entry.options.find((option) => option.name === name) ?? []);

export const hiddenOptions = (draft: Draft): readonly APIApplicationCommandBasicOption[] =>
  draft.entry.options.filter(({ name }) => !draft.shown.includes(name));

/** What is wrong with an option, as far as the person should be told by now. */
export function faultOf(draft: Draft, option: APIApplicationCommandBasicOption): string | undefined {
  if (!draft.tried && !isFilled(draft, option.name)) return undefined;
  // A word that is still being typed towards a choice is no fault yet.
  if (!draft.tried && draft.focused === option.name) return undefined;
  const parsed = parseOption(option, draft.fields[option.name]);
  return parsed.outcome === 'wrong' ? parsed.why : undefined;
}

export type Reading =
  | { readonly outcome: 'complete'; readonly options: readonly OptionInput[] }
  | { readonly outcome: 'incomplete'; readonly firstWrong: string };

/** All options with a value, or the first one that is wrong or missing. */
export function readDraft(draft: Draft): Reading {
  const options: OptionInput[] = [];
  for (const option of shownOptions(draft)) {
    const parsed = parseOption(option, draft.fields[option.name]);
    if (parsed.outcome === 'wrong') return { outcome: 'incomplete', firstWrong: option.name };
    if (parsed.outcome === 'value') options.push({ name: option.name, value: parsed.value });
  }
  return { outcome: 'complete', options };
}

/** The options that an autocomplete request carries: what is valid so far, and the focused one as it was typed. */
export function readPartial(draft: Draft, focused: string): readonly OptionInput[] {
  const others = shownOptions(draft).flatMap((option): readonly OptionInput[] => {
    const parsed = parseOption(option, draft.fields[option.name]);
    return option.name !== focused && parsed.outcome === 'value' ? [{ name: option.name, value: parsed.value }] : [];
  });
  return [...others, { name: focused, value: draft.fields[focused]?.text ?? '' }];
}
