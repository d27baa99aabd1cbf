import { PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import { inGeneral, rest, startDiscord } from './bower.ts';

const go = { name: 'go', description: 'Goes' };
const text = { name: 'text', description: 'x', type: 3 };

const pathTo = (discord: PretendDiscord) => `/applications/${discord.bot.id}/commands`;
const names = (discord: PretendDiscord) => discord.commands().map(({ name }) => name);

test('registering again replaces by name and keeps the id; the list that is put is the list that is', async () => {
  await using discord = await startDiscord();
  const first = await rest(discord, 'POST', pathTo(discord), go);
  expect(first).toMatchObject({ status: 201, body: { name: 'go', type: 1, default_member_permissions: null } });
  const again = await rest(discord, 'POST', pathTo(discord), { ...go, description: 'Went' });
  expect(again).toMatchObject({ status: 200, body: { id: first.body.id, description: 'Went' } });
  const put = await rest(discord, 'PUT', pathTo(discord), [go, { name: 'Look at it', type: 3 }]);
  expect(put.body[0].id).toBe(first.body.id);
  expect(names(discord)).toStrictEqual(['go', 'Look at it']);
  await rest(discord, 'PUT', pathTo(discord), []);
  expect(names(discord)).toStrictEqual([]);
});

test('commands of the server stand beside global ones, and each can be edited and deleted', async () => {
  await using discord = await startDiscord();
  const local = `/applications/${discord.bot.id}/guilds/${discord.guild.id}/commands`;
  await rest(discord, 'POST', pathTo(discord), go);
  const { body } = await rest(discord, 'POST', local, { name: 'here', description: 'x' });
  expect(body.guild_id).toBe(discord.guild.id);
  expect(names(discord)).toStrictEqual(['here', 'go']);
  const edited = await rest(discord, 'PATCH', `${local}/${body.id}`, { description: 'y' });
  expect(edited.body).toMatchObject({ id: body.id, name: 'here', description: 'y' });
  expect(await rest(discord, 'DELETE', `${local}/${body.id}`)).toMatchObject({ status: 204 });
  expect(await rest(discord, 'DELETE', `${local}/${body.id}`)).toMatchObject({ status: 404, body: { code: 10063 } });
});

test.each<[string, object]>([
  ['a name with capitals', { ...go, name: 'Go' }],
  ['a name with a space', { ...go, name: 'go now' }],
  ['no description', { name: 'go' }],
  ['a description of 101 characters', { ...go, description: 'x'.repeat(101) }],
  ['26 options', { ...go, options: Array.from({ length: 26 }, (_, at) => ({ ...text, name: `o${at}` })) }],
  [
    '26 choices',
    {
      ...go,
      options: [{ ...text, choices: Array.from({ length: 26 }, (_, at) => ({ name: `c${at}`, value: `${at}` })) }],
    },
  ],
  [
    'choices beside autocomplete',
    { ...go, options: [{ ...text, autocomplete: true, choices: [{ name: 'c', value: 'c' }] }] },
  ],
  ['a required option after an optional one', { ...go, options: [text, { ...text, name: 'more', required: true }] }],
  ['two options of one name', { ...go, options: [text, text] }],
  ['a subcommand beside a value', { ...go, options: [text, { name: 'sub', description: 'x', type: 1 }] }],
  [
    'more than 8000 characters',
    {
      ...go,
      options: Array.from({ length: 25 }, (_, at) => ({
        ...text,
        name: `o${at}`,
        choices: Array.from({ length: 4 }, (_, c) => ({ name: `${c}`.repeat(99), value: `${c}` })),
      })),
    },
  ],
])('%s is refused with 50035', async (_what, command) => {
  await using discord = await startDiscord();
  expect(await rest(discord, 'POST', pathTo(discord), command)).toMatchObject({ status: 400, body: { code: 50035 } });
  expect(names(discord)).toStrictEqual([]);
});

test('two commands of one name in a list are refused, and so is a 101st', async () => {
  await using discord = await startDiscord();
  expect(await rest(discord, 'PUT', pathTo(discord), [go, go])).toMatchObject({ status: 400, body: { code: 50035 } });
  const many = Array.from({ length: 101 }, (_, at) => ({ ...go, name: `go${at}` }));
  expect(await rest(discord, 'PUT', pathTo(discord), many)).toMatchObject({ status: 400, body: { code: 30032 } });
});

const options = [
  { ...text, required: true, min_length: 2, max_length: 4 },
  { name: 'count', description: 'x', type: 4, min_value: 1, max_value: 4 },
  { name: 'shape', description: 'x', type: 3, choices: [{ name: 'Square', value: '1:1' }] },
  { name: 'whom', description: 'x', type: 6 },
];

test.each<[string, { name: string; value: string | number | boolean }[], string]>([
  ['a required option is missing', [], 'text is required'],
  ['text is too short', [{ name: 'text', value: 'x' }], 'at least 2 characters'],
  ['text is too long', [{ name: 'text', value: 'xxxxx' }], 'at most 4 characters'],
  [
    'an option is unknown',
    [
      { name: 'text', value: 'abc' },
      { name: 'no', value: 1 },
    ],
    'no option called no',
  ],
  [
    'an option is given twice',
    [
      { name: 'text', value: 'abc' },
      { name: 'text', value: 'abd' },
    ],
    'given twice',
  ],
  [
    'a number is out of bounds',
    [
      { name: 'text', value: 'abc' },
      { name: 'count', value: 5 },
    ],
    '4 or less',
  ],
  [
    'a number is not whole',
    [
      { name: 'text', value: 'abc' },
      { name: 'count', value: 1.5 },
    ],
    'whole number',
  ],
  [
    'a choice is not offered',
    [
      { name: 'text', value: 'abc' },
      { name: 'shape', value: 'round' },
    ],
    'not one of the choices',
  ],
  [
    'nobody has that id',
    [
      { name: 'text', value: 'abc' },
      { name: 'whom', value: '1' },
    ],
    'nothing with the id 1',
  ],
])('a person cannot send a command when %s', async (_what, given, complaint) => {
  await using discord = await startDiscord();
  await rest(discord, 'POST', pathTo(discord), { ...go, options });
  const sent = discord.runCommand({ ...inGeneral(discord), command: 'go', options: given });
  await expect(sent).rejects.toThrow(complaint);
});

test('a command is offered only to those and there where its registration says', async () => {
  await using discord = await startDiscord({ scale: { interactionAnswerMs: 1 } });
  await rest(discord, 'PUT', pathTo(discord), [
    { ...go, name: 'admins', default_member_permissions: String(PermissionFlagsBits.ManageGuild) },
    { ...go, name: 'server', contexts: [0] },
    { ...go, name: 'adult', nsfw: true },
  ]);
  const { people, channels } = discord;
  const dm = discord.dmOf(people.ada.id).id;
  const run = (command: string, personId: string, channelId: string) =>
    discord.runCommand({ command, personId, channelId, options: [] });
  const refused = expect.objectContaining({ message: expect.stringContaining('is not offered to') });
  await expect(run('admins', people.ada.id, channels.general.id)).rejects.toEqual(refused);
  await expect(run('server', people.ada.id, dm)).rejects.toEqual(refused);
  await expect(run('adult', people.ada.id, channels.general.id)).rejects.toEqual(refused);
  await expect(run('admins', people.bruno.id, dm)).rejects.toThrow('Bruno cannot see that channel');
  await expect(run('none', people.ada.id, dm)).rejects.toThrow('no command called none');
  const unanswered = { answer: 'none' };
  expect(await run('admins', people.mira.id, channels.general.id)).toStrictEqual(unanswered);
  expect(await run('server', people.ada.id, channels.general.id)).toStrictEqual(unanswered);
  expect(await run('adult', people.ada.id, channels.afterDark.id)).toStrictEqual(unanswered);
});
