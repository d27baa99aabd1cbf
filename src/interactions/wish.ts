import type {
  Attachment,
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  CommandInteractionOption,
} from 'discord.js';
import { ApplicationCommandOptionType } from 'discord.js';
import type { InputRole } from '#domain/input.ts';
import type { Use } from '#domain/use.ts';

/** What a member typed, in our words and not yet judged. */
export type Wish = {
  readonly use: Use;
  readonly prompt: string | undefined;
  readonly model: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly files: readonly { readonly role: InputRole; readonly attachment: Attachment }[];
};

/** What the file of an attachment option is to a model, by the option's name. */
const ROLES: Readonly<Record<string, InputRole>> = {
  image: 'image',
  mask: 'mask',
  reference: 'reference',
  first_frame: 'first_frame',
  last_frame: 'last_frame',
  back: 'back',
  left: 'left',
  right: 'right',
  audio: 'audio',
  melody: 'audio',
  sample: 'sample',
  video: 'video',
};

/** `reference_2` is a reference like the first, `example_3` an example like the others. */
const roleOf = (name: string): InputRole => ROLES[name.replace(/_\d+$/, '')] ?? 'example';

/** Commands name their options as the domain does, so reading them needs to know none of them by name but the prompt's and the model's. */
export function wishOf(interaction: ChatInputCommandInteraction, use: Use): Wish {
  const given = leaves(interaction.options.data);
  const text = (name: string) =>
    given
      .find((option) => option.name === name)
      ?.value?.toString()
      .trim() || undefined;
  const files = given.flatMap(({ name, attachment }) => (attachment ? [{ role: roleOf(name), attachment }] : []));
  const chosen = given.filter(
    ({ name, value, attachment }) => !attachment && !NOT_OPTIONS.has(name) && !isBlank(value),
  );
  return {
    use,
    prompt: text('prompt'),
    model: text('model'),
    options: Object.fromEntries(chosen.map(({ name, value }) => [name, value])),
    files,
  };
}

const NOT_OPTIONS = new Set(['prompt', 'model']);

/** Nothing but spaces is nothing. */
const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** The roles of the files that have been attached so far, while the command is still being typed. */
export function rolesSoFar({ options }: AutocompleteInteraction): readonly InputRole[] {
  const files = leaves(options.data).filter(({ type }) => type === ApplicationCommandOptionType.Attachment);
  return files.map(({ name }) => roleOf(name));
}

const GROUPS = new Set([ApplicationCommandOptionType.Subcommand, ApplicationCommandOptionType.SubcommandGroup]);

const leaves = (options: readonly CommandInteractionOption[]): readonly CommandInteractionOption[] =>
  options.flatMap((option) => (GROUPS.has(option.type) ? leaves(option.options ?? []) : [option]));
