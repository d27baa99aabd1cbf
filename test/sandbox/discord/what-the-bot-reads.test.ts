import type { ApplicationCommandSubCommandData, Interaction } from 'discord.js';
import { ApplicationCommandType, ApplicationCommandOptionType as Option, PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';
import { inGeneral, register, startBot, startDiscord } from './bower.ts';

async function stage() {
  const seen: Interaction[] = [];
  const discord = await startDiscord();
  const bot = await startBot(discord, (interaction) => {
    seen.push(interaction);
    return interaction.isRepliable() && interaction.reply('ok');
  });
  const dispose = async () => {
    await bot[Symbol.asyncDispose]();
    await discord[Symbol.asyncDispose]();
  };
  const last = () => {
    const interaction = seen.at(-1);
    if (!interaction) throw new Error('nothing came');
    return interaction;
  };
  return { discord, bot, last, [Symbol.asyncDispose]: dispose };
}

test('an interaction in the server carries the permissions of both sides, the place and the upload limit', async () => {
  await using it = await stage();
  await register(it.bot.client, [{ name: 'go', description: 'Goes' }]);
  const ask = (personId: string, channelId: string) =>
    it.discord.runCommand({ personId, channelId, command: 'go', options: [] });
  const { people, channels, guild } = it.discord;
  await ask(people.ada.id, channels.general.id);
  expect(it.last()).toMatchObject({
    guildId: guild.id,
    channelId: channels.general.id,
    user: { id: people.ada.id, username: 'ada', globalName: 'Ada' },
    context: 0,
    authorizingIntegrationOwners: { 0: guild.id },
    attachmentSizeLimit: 10_485_760,
    locale: 'en-US',
    guildLocale: 'en-US',
  });
  expect(it.last().appPermissions.has(PermissionFlagsBits.AttachFiles)).toBe(true);
  expect(it.last().memberPermissions?.has(PermissionFlagsBits.ManageGuild)).toBe(false);
  await ask(people.mira.id, channels.readOnly.id);
  expect(it.last().appPermissions.has(PermissionFlagsBits.SendMessages)).toBe(false);
  expect(it.last().appPermissions.has(PermissionFlagsBits.AttachFiles)).toBe(false);
  expect(it.last().memberPermissions?.has(PermissionFlagsBits.Administrator)).toBe(true);
  await ask(people.ada.id, channels.afterDark.id);
  expect(it.last().channel).toMatchObject({ nsfw: true });
});

test('an interaction in direct messages has a user and no server', async () => {
  await using it = await stage();
  await register(it.bot.client, [{ name: 'go', description: 'Goes' }]);
  const dm = it.discord.dmOf(it.discord.people.bruno.id).id;
  const input = { personId: it.discord.people.bruno.id, channelId: dm, command: 'go', options: [] };
  expect(await it.discord.runCommand(input)).toMatchObject({ answer: 'message', message: { channel_id: dm } });
  expect(it.last()).toMatchObject({ guildId: null, channelId: dm, context: 1, member: null });
  expect(it.bot.faults).toStrictEqual([]);
});

test('subcommands and all kinds of options arrive as they were chosen', async () => {
  await using it = await stage();
  const options: ApplicationCommandSubCommandData['options'] = [
    { name: 'text', description: 'x', type: Option.String },
    { name: 'count', description: 'x', type: Option.Integer },
    { name: 'weight', description: 'x', type: Option.Number },
    { name: 'really', description: 'x', type: Option.Boolean },
    { name: 'whom', description: 'x', type: Option.User },
    { name: 'where', description: 'x', type: Option.Channel },
    { name: 'as', description: 'x', type: Option.Role },
    { name: 'file', description: 'x', type: Option.Attachment },
  ];
  const show = { name: 'show', description: 'x', type: Option.Subcommand as const, options };
  await register(it.bot.client, [{ name: 'job', description: 'x', options: [show] }]);
  const { people, channels, guild } = it.discord;
  const bytes = new TextEncoder().encode('contents');
  const { id } = it.discord.upload({ name: 'note.txt', contentType: 'text/plain', bytes });
  const values = {
    text: 'hi',
    count: 2,
    weight: 0.5,
    really: true,
    whom: people.bruno.id,
    where: channels.gallery.id,
    as: guild.id,
    file: id,
  };
  await it.discord.runCommand({
    ...inGeneral(it.discord),
    command: 'job show',
    options: Object.entries(values).map(([name, value]) => ({ name, value })),
  });
  const interaction = it.last();
  if (!interaction.isChatInputCommand()) throw new Error('no slash command came');
  const { options: read } = interaction;
  expect(read.getSubcommand()).toBe('show');
  expect([
    read.getString('text'),
    read.getInteger('count'),
    read.getNumber('weight'),
    read.getBoolean('really'),
  ]).toStrictEqual(['hi', 2, 0.5, true]);
  expect([read.getUser('whom')?.username, read.getChannel('where')?.name, read.getRole('as')?.name]).toStrictEqual([
    'bruno',
    'gallery',
    '@everyone',
  ]);
  const file = read.getAttachment('file');
  expect(file).toMatchObject({ name: 'note.txt', size: 8, contentType: 'text/plain', ephemeral: true });
  expect(await (await fetch(file?.url ?? '')).text()).toBe('contents');
});

test('a command from the menu of a message carries that message', async () => {
  await using it = await stage();
  await register(it.bot.client, [
    { name: 'go', description: 'Goes' },
    { name: 'Look at it', type: ApplicationCommandType.Message },
  ]);
  await it.discord.runCommand({ ...inGeneral(it.discord), command: 'go', options: [] });
  const messageId = it.discord.messages(it.discord.channels.general.id)[0]?.id ?? '';
  const answer = await it.discord.useMenu({ ...inGeneral(it.discord), command: 'Look at it', messageId });
  const interaction = it.last();
  if (!interaction.isMessageContextMenuCommand()) throw new Error('no menu command came');
  expect(interaction.targetMessage).toMatchObject({ id: messageId, content: 'ok' });
  expect(answer).toMatchObject({ message: { type: 23, interaction_metadata: { target_message_id: messageId } } });
});
