import { ApplicationCommandOptionType as Option } from 'discord-api-types/v10';
import type { CommandForm } from '#sandbox/discord/forms/command.ts';
import type { CommandOption, ValueOption } from '#sandbox/discord/forms/command-options.ts';
import type { OptionInput } from '#sandbox/page/protocol.ts';
import { whyNot } from './values.ts';

/** The options that stand at the end of a command's path, and the way of subcommands to them. */
export type Leaf = {
  readonly path: readonly { readonly name: string; readonly type: Option.Subcommand | Option.SubcommandGroup }[];
  readonly options: readonly ValueOption[];
};

export type OptionData = {
  readonly name: string;
  readonly type: Option;
  readonly value?: string | number | boolean;
  readonly focused?: boolean;
  readonly options?: readonly OptionData[];
};

/** Follows `job show` to the subcommand. Throws where the path leads nowhere or stops too early. */
export function leafOf(form: CommandForm, path: readonly string[]): Leaf {
  const taken: { name: string; type: Option.Subcommand | Option.SubcommandGroup }[] = [];
  let options: readonly CommandOption[] = 'options' in form ? (form.options ?? []) : [];
  for (const name of path) {
    const next = options.find((option) => option.name === name);
    if (!next || !isBranch(next)) throw new Error(`${form.name} has no subcommand called ${path.join(' ')}`);
    taken.push({ name, type: next.type });
    options = next.options ?? [];
  }
  const values = options.filter((option): option is ValueOption => !isBranch(option));
  if (values.length < options.length) throw new Error(`${form.name} needs a subcommand`);
  return { path: taken, options: values };
}

type Branch = Extract<CommandOption, { type: Option.Subcommand | Option.SubcommandGroup }>;

const isBranch = (option: CommandOption): option is Branch =>
  option.type === Option.Subcommand || option.type === Option.SubcommandGroup;

/** The values of a command that is sent off. Throws what Discord's client would not let a person send. */
export function checkedOptions(leaf: Leaf, inputs: readonly OptionInput[]): OptionData[] {
  const missing = leaf.options.find(({ name, required }) => required && !inputs.some((input) => input.name === name));
  if (missing) throw new Error(`The option ${missing.name} is required`);
  return inputs.map(({ name, value }, at) => {
    const option = optionNamed(leaf, name);
    if (inputs.findIndex((input) => input.name === name) !== at) throw new Error(`The option ${name} is given twice`);
    const reason = whyNot(option, value);
    if (reason) throw new Error(`The option ${name} cannot be ${JSON.stringify(value)}: ${reason}`);
    return { name, type: option.type, value };
  });
}

/** What has been typed so far: required options may be missing and values may be unfinished. */
export function typedOptions(leaf: Leaf, inputs: readonly OptionInput[], focused: string): OptionData[] {
  const option = optionNamed(leaf, focused);
  if (!('autocomplete' in option && option.autocomplete)) throw new Error(`The option ${focused} suggests nothing`);
  const others = inputs.filter(({ name }) => name !== focused);
  const typed = inputs.find(({ name }) => name === focused)?.value ?? '';
  return [
    ...others.map(({ name, value }) => ({ name, type: optionNamed(leaf, name).type, value })),
    { name: focused, type: option.type, value: String(typed), focused: true },
  ];
}

function optionNamed(leaf: Leaf, name: string): ValueOption {
  const option = leaf.options.find((each) => each.name === name);
  if (!option) throw new Error(`There is no option called ${name}`);
  return option;
}

/** Puts the values where the path of subcommands leads. */
export const nested = (leaf: Leaf, values: readonly OptionData[]): readonly OptionData[] =>
  leaf.path.reduceRight<readonly OptionData[]>((options, step) => [{ ...step, options }], values);
