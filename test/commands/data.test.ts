import type { APIApplicationCommandOption } from 'discord.js';
import { ApplicationCommandOptionType as Option } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '#commands/index.ts';
import { OPTION_NAMES } from '#domain/options.ts';
import { refusalOf, startBower } from '#test/interactions/support/bower.ts';

const NAME = /^[-_'\p{L}\p{N}]{1,32}$/u;

/** A command or an option of it, as far as the limits go. */
type Entry = {
  readonly name: string;
  readonly description: string;
  readonly options?: readonly APIApplicationCommandOption[] | undefined;
};

/** The command and everything below it. */
const entriesOf = (entry: Entry): readonly Entry[] => [entry, ...(entry.options ?? []).flatMap(entriesOf)];

const isValue = (entry: Entry): entry is APIApplicationCommandOption =>
  'type' in entry && entry.type !== Option.Subcommand && entry.type !== Option.SubcommandGroup;

const choicesOf = (entry: object): readonly { name: string; value: string | number }[] =>
  'choices' in entry && Array.isArray(entry.choices) ? entry.choices : [];

describe.each(COMMANDS.map(({ data, autocomplete }) => ({ name: data.name, data, autocomplete })))(
  'what Discord is told of /$name',
  ({ data, autocomplete }) => {
    const entries = entriesOf(data);

    test('has names and descriptions that Discord takes', () => {
      for (const { name, description } of entries) {
        expect(name).toMatch(NAME);
        expect(name).toBe(name.toLowerCase());
        expect(description.length).toBeGreaterThanOrEqual(1);
        expect(description.length).toBeLessThanOrEqual(100);
      }
    });

    test('has at most 25 options and choices each, with names of their own, required ones first', () => {
      for (const entry of entries) {
        const options = entry.options ?? [];
        expect(options.length).toBeLessThanOrEqual(25);
        expect(new Set(options.map(({ name }) => name)).size).toBe(options.length);
        const required = options.map((option) => ('required' in option && option.required) || false);
        expect(required).toStrictEqual(required.toSorted((one, other) => Number(other) - Number(one)));
        expect(choicesOf(entry).length).toBeLessThanOrEqual(25);
      }
    });

    test('has at most 8000 characters in all', () => {
      const texts = entries.flatMap((entry) => [
        entry.name,
        entry.description,
        ...choicesOf(entry).flatMap(({ name, value }) => [name, String(value)]),
      ]);
      expect(texts.join('').length).toBeLessThanOrEqual(8000);
    });

    test('promises suggestions only where there are some, and never beside choices', () => {
      const suggesting = entries.filter((entry) => 'autocomplete' in entry && entry.autocomplete);
      expect(suggesting.length > 0).toBe(autocomplete !== undefined);
      for (const entry of suggesting) expect(choicesOf(entry)).toHaveLength(0);
    });

    test('names its bounds for every number', () => {
      for (const option of entries.flatMap((entry) => entry.options ?? [])) {
        const isBounded = 'min_value' in option || choicesOf(option).length > 0;
        if (option.type === Option.Integer || option.type === Option.Number) expect(isBounded).toBe(true);
      }
    });
  },
);

test('the commands have names of their own', () => {
  expect(new Set(COMMANDS.map(({ data }) => data.name)).size).toBe(COMMANDS.length);
  expect(COMMANDS.length).toBeLessThanOrEqual(100);
});

test('every option that is no file is one that a request can have', () => {
  const known = new Set<string>([...OPTION_NAMES, 'prompt', 'model', 'id', 'kind']);
  const options = COMMANDS.flatMap(({ data }) => entriesOf(data)).filter(isValue);
  const strangers = options.filter(({ type, name }) => type !== Option.Attachment && !known.has(name));
  expect(strangers).toStrictEqual([]);
});

test('Discord takes all the commands', async () => {
  const { discord } = await startBower();
  expect(discord.commands().map(({ name }) => name)).toStrictEqual(COMMANDS.map(({ data }) => data.name));
});

test('/help tells the asker alone what there is', async () => {
  const { run } = await startBower();
  const text = refusalOf(await run('help'));
  expect(text.length).toBeLessThanOrEqual(2000);
  const names = COMMANDS.map(({ data }) => data.name).filter((name) => name !== 'help' && name !== 'admin');
  for (const name of [...names, 'job list', 'job show', 'job cancel']) expect(text).toContain(`/${name}`);
});
