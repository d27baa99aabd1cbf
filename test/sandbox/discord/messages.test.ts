import { AttachmentBuilder, PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import { createTime, rest, startBot, startDiscord } from './bower.ts';

const pathTo = (discord: PretendDiscord, channel: keyof PretendDiscord['channels'] = 'general') =>
  `/channels/${discord.channels[channel].id}/messages`;

const shown = (discord: PretendDiscord) => discord.messages(discord.channels.general.id);

async function textChannel(discord: PretendDiscord, client: Awaited<ReturnType<typeof startBot>>['client']) {
  const channel = await client.channels.fetch(discord.channels.general.id);
  if (!channel?.isSendable()) throw new Error('nothing can be sent there');
  return channel;
}

test('what is posted can be read back, edited and deleted', async () => {
  await using discord = await startDiscord();
  await using bot = await startBot(discord);
  const channel = await textChannel(discord, bot.client);
  const message = await channel.send('first');
  expect(await message.edit('second')).toMatchObject({ content: 'second', editedTimestamp: expect.any(Number) });
  expect((await channel.messages.fetch({ message: message.id, force: true })).content).toBe('second');
  await message.delete();
  expect(shown(discord)).toStrictEqual([]);
});

test('a page of messages is newest first, and goes before or after an id', async () => {
  await using discord = await startDiscord();
  const ids: string[] = [];
  for (const content of ['a', 'b', 'c', 'd'])
    ids.push((await rest(discord, 'POST', pathTo(discord), { content })).body.id);
  const contents = async (query: string) =>
    (await rest(discord, 'GET', `${pathTo(discord)}?${query}`)).body.map(
      (message: { content: string }) => message.content,
    );
  expect(await contents('')).toStrictEqual(['d', 'c', 'b', 'a']);
  expect(await contents(`limit=2&before=${ids[3]}`)).toStrictEqual(['c', 'b']);
  expect(await contents(`limit=2&after=${ids[0]}`)).toStrictEqual(['c', 'b']);
});

test('a repeated nonce makes one message and answers it again', async () => {
  await using discord = await startDiscord();
  const body = { content: 'once', nonce: 'delivery-1', enforce_nonce: true };
  const first = await rest(discord, 'POST', pathTo(discord), body);
  const second = await rest(discord, 'POST', pathTo(discord), body);
  expect([first.status, second.status]).toStrictEqual([200, 200]);
  expect(second.body.id).toBe(first.body.id);
  expect(shown(discord)).toHaveLength(1);
});

test('a nonce is not enforced unless asked, is forgotten after a few minutes, and 10008 tells of a deleted message', async () => {
  const time = createTime();
  await using discord = await startDiscord({ clock: time.clock });
  const post = (enforce_nonce: boolean) =>
    rest(discord, 'POST', pathTo(discord), { content: 'x', nonce: 'n', enforce_nonce });
  await post(false);
  const { body } = await post(false);
  expect(shown(discord)).toHaveLength(2);
  discord.deleteMessage(discord.channels.general.id, body.id);
  expect(await post(true)).toMatchObject({ status: 404, body: { code: 10008 } });
  time.pass(4 * 60_000);
  expect(await post(true)).toMatchObject({ status: 200 });
});

test.each(['lose_answer', 'bad_gateway_after'] as const)(
  'after %s the client repeats the post by itself: two messages without a nonce, one with it',
  async (fault) => {
    await using discord = await startDiscord();
    await using bot = await startBot(discord);
    const channel = await textChannel(discord, bot.client);
    discord.inject({ method: 'POST', path: /messages$/, times: 1, fault });
    await channel.send('bare');
    discord.inject({ method: 'POST', path: /messages$/, times: 1, fault });
    await channel.send({ content: 'with a nonce', nonce: 'n-1', enforceNonce: true });
    expect(shown(discord).map(({ content }) => content)).toStrictEqual(['bare', 'bare', 'with a nonce']);
    const lost = fault === 'lose_answer' ? 0 : 502;
    const posts = discord.calls().filter(({ method, path }) => method === 'POST' && path === pathTo(discord));
    expect(posts.map(({ status }) => status)).toStrictEqual([lost, 200, lost, 200]);
  },
);

test('after hang_up the client throws and has posted: whoever repeats needs the nonce', async () => {
  await using discord = await startDiscord();
  await using bot = await startBot(discord);
  const channel = await textChannel(discord, bot.client);
  discord.inject({ method: 'POST', path: /messages$/, times: 1, fault: 'hang_up' });
  const post = () => channel.send({ content: 'x', nonce: 'n-1', enforceNonce: true });
  await expect(post()).rejects.toThrow('other side closed');
  await post();
  expect(shown(discord)).toHaveLength(1);
});

test('a mention pings whom the text names, as far as allowed_mentions lets it', async () => {
  await using discord = await startDiscord();
  const { ada, bruno } = discord.people;
  const content = `<@${ada.id}> <@${bruno.id}> @everyone`;
  const pinged = async (allowed_mentions?: object) => {
    const { body } = await rest(discord, 'POST', pathTo(discord), { content, allowed_mentions });
    return [body.mentions.map(({ id }: { id: string }) => id), body.mention_everyone];
  };
  expect(await pinged()).toStrictEqual([[ada.id, bruno.id], true]);
  expect(await pinged({ parse: [] })).toStrictEqual([[], false]);
  expect(await pinged({ users: [bruno.id] })).toStrictEqual([[bruno.id], false]);
});

test('a reply carries what it replies to; without it the reply is refused, unless it may stand alone', async () => {
  await using discord = await startDiscord();
  const { body: card } = await rest(discord, 'POST', pathTo(discord), { content: 'card' });
  const reply = (message_id: string, more = {}) =>
    rest(discord, 'POST', pathTo(discord), { content: 'result', message_reference: { message_id, ...more } });
  expect((await reply(card.id)).body).toMatchObject({ type: 19, referenced_message: { content: 'card' } });
  expect(await reply('1')).toMatchObject({ status: 400, body: { code: 50035 } });
  const alone = await reply('1', { fail_if_not_exists: false });
  expect(alone.body).toMatchObject({ type: 0, content: 'result' });
  discord.denyBot(discord.channels.general.id, PermissionFlagsBits.ReadMessageHistory);
  expect(await reply(card.id)).toMatchObject({ status: 400, body: { code: 160002 } });
});

test.each([
  ['a channel that is not there', 'POST', '/channels/1/messages', 404, 10003],
  ['a message that is not there', 'PATCH', 'MESSAGES/1', 404, 10008],
  ['a route that is not there', 'GET', '/nonsense', 404, 0],
  ['a server that is not there', 'GET', '/guilds/1', 404, 10004],
  ['a user who is not there', 'GET', '/users/1', 404, 10013],
])('%s is refused with its code', async (_what, method, path, status, code) => {
  await using discord = await startDiscord();
  const body = method === 'GET' ? undefined : { content: 'x' };
  const answer = await rest(discord, method, path.replace('MESSAGES', pathTo(discord)), body);
  expect(answer).toMatchObject({ status, body: { code } });
});

test('nothing is posted where the bot lacks the permission for it', async () => {
  await using discord = await startDiscord();
  await using bot = await startBot(discord);
  expect(discord.channels.readOnly.botMayWrite).toBe(false);
  const readOnly = await rest(discord, 'POST', pathTo(discord, 'readOnly'), { content: 'x' });
  expect(readOnly).toMatchObject({ status: 403, body: { code: 50013 } });
  discord.denyBot(discord.channels.general.id, PermissionFlagsBits.AttachFiles);
  const channel = await textChannel(discord, bot.client);
  const file = new AttachmentBuilder(Buffer.from('x'), { name: 'x.txt' });
  await expect(channel.send({ files: [file] })).rejects.toMatchObject({ status: 403, code: 50013 });
  discord.denyBot(discord.channels.general.id, PermissionFlagsBits.ViewChannel);
  await expect(channel.send('x')).rejects.toMatchObject({ status: 403, code: 50001 });
  discord.denyBot(discord.channels.general.id, 0n);
  await channel.send('again');
  expect(shown(discord)).toHaveLength(1);
});

test('a wrong token is refused with 401', async () => {
  await using discord = await startDiscord();
  const answer = await rest({ ...discord, apiUrl: discord.apiUrl, token: 'wrong' }, 'GET', '/users/@me');
  expect(answer).toMatchObject({ status: 401, body: { message: '401: Unauthorized' } });
});

test('a direct message reaches the person whom it is for', async () => {
  await using discord = await startDiscord();
  await using bot = await startBot(discord);
  await bot.client.users.send(discord.people.bruno.id, 'between us');
  const dm = discord.dmOf(discord.people.bruno.id);
  expect(discord.messages(dm.id).map(({ content }) => content)).toStrictEqual(['between us']);
  expect(dm).toMatchObject({ kind: 'dm', dmOf: discord.people.bruno.id });
});
