import type { APIApplicationCommand } from 'discord-api-types/v10';
import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { filterEntries, listEntries, listMessageCommands } from '#sandbox/page/web/composer/command-entries.ts';

const command = (name: string, more: Partial<APIApplicationCommand> = {}): APIApplicationCommand => ({
  id: '1',
  application_id: '100',
  version: '1',
  type: 1,
  name,
  description: `About ${name}`,
  default_member_permissions: null,
  ...more,
});

const MEMBER = { isAdmin: false, isDirect: false, isAgeRestricted: false };
const names = (commands: readonly APIApplicationCommand[], viewer = MEMBER) =>
  listEntries(commands, viewer).map(({ name }) => name);

const about = { name: 'id', description: 'x' };
const job = command('job', {
  options: [
    { type: Type.Subcommand, name: 'show', description: 'Show', options: [{ ...about, type: Type.String }] },
    {
      type: Type.SubcommandGroup,
      name: 'queue',
      description: 'Queue',
      options: [{ type: Type.Subcommand, name: 'clear', description: 'Clear' }],
    },
  ],
});

test('subcommands are listed as they are typed, in place of their command', () => {
  expect(names([job, command('help')])).toStrictEqual(['help', 'job queue clear', 'job show']);
  expect(listEntries([job], MEMBER)[1]?.options).toHaveLength(1);
});

test('a command that asks for permissions is for admins', () => {
  const commands = [command('report', { default_member_permissions: '32' })];
  expect(names(commands)).toStrictEqual([]);
  expect(names(commands, { ...MEMBER, isAdmin: true })).toStrictEqual(['report']);
});

test('direct messages offer what is registered for them, and nothing of the server', () => {
  const direct = { ...MEMBER, isDirect: true };
  const commands = [
    command('everywhere'),
    command('here', { guild_id: '1' }),
    command('server', { contexts: [0] }),
    command('direct', { contexts: [1] }),
  ];
  expect(names(commands, direct)).toStrictEqual(['direct', 'everywhere']);
  expect(names(commands)).toStrictEqual(['everywhere', 'here', 'server']);
});

test('an age-restricted command is offered in age-restricted channels only', () => {
  const commands = [command('boudoir', { nsfw: true })];
  expect(names(commands)).toStrictEqual([]);
  expect(names(commands, { ...MEMBER, isAgeRestricted: true })).toStrictEqual(['boudoir']);
});

test('message commands are for the menu, not for the picker', () => {
  const commands = [command('Describe this image', { type: 3 }), command('help')];
  expect(names(commands)).toStrictEqual(['help']);
  expect(listMessageCommands(commands, MEMBER).map(({ name }) => name)).toStrictEqual(['Describe this image']);
});

test('names that begin with what is typed come first, then names and descriptions that hold it', () => {
  const entries = listEntries(
    [command('help', { description: 'How to imagine' }), command('reimagine'), command('imagine')],
    MEMBER,
  );
  expect(filterEntries(entries, 'IMA').map(({ name }) => name)).toStrictEqual(['imagine', 'reimagine', 'help']);
  expect(filterEntries(entries, 'zzz')).toStrictEqual([]);
});
