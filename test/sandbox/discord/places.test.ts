import { Events, PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import type { PageEvent } from '#sandbox/page/protocol.ts';
import { inGeneral, register, rest, startBot, startDiscord } from './bower.ts';

// What becomes of a place while a job is on its way home: topics/opcodes-and-status-codes of Discord's documentation.

const post = (discord: PretendDiscord, channelId: string, more: object = {}) =>
  rest(discord, 'POST', `/channels/${channelId}/messages`, { content: 'home', ...more });

test.each([
  ['sending', 50_013],
  ['seeing', 50_001],
] as const)('a channel that is closed to %s refuses with %i until it is opened again', async (to, code) => {
  await using discord = await startDiscord();
  const { id } = discord.channels.general;
  discord.closeChannel(id, to);
  expect(await post(discord, id)).toMatchObject({ status: 403, body: { code } });
  expect(discord.channels.general.botMayWrite).toBe(false);
  expect((await post(discord, discord.channels.gallery.id)).status).toBe(200);
  discord.openChannel(id);
  expect((await post(discord, id)).status).toBe(200);
  expect(discord.channels.general.botMayWrite).toBe(true);
});

test('the bot hears of it, and interactions tell what it may do there', async () => {
  await using discord = await startDiscord();
  const may: (boolean | undefined)[] = [];
  await using bot = await startBot(discord, (i) => {
    may.push(i.appPermissions?.has(PermissionFlagsBits.SendMessages));
    return i.isCommand() && i.reply('ok');
  });
  await register(bot.client, [{ name: 'go', description: 'Goes' }]);
  const heard = new Promise((resolve) => bot.client.once(Events.ChannelUpdate, resolve));
  discord.closeChannel(discord.channels.general.id);
  await heard;
  await discord.runCommand({ ...inGeneral(discord), command: 'go', options: [] });
  expect(may).toStrictEqual([false]);
});

test('a deleted channel is unknown (10003) to everybody; the bot hears of it, and what was written there is kept', async () => {
  await using discord = await startDiscord();
  await using bot = await startBot(discord);
  const { id } = discord.channels.general;
  await post(discord, id, { nonce: 'n', enforce_nonce: true });
  const heard = new Promise((resolve) => bot.client.once(Events.ChannelDelete, resolve));
  const told: PageEvent[] = [];
  discord.subscribe((event) => told.push(event));
  discord.deleteChannel(id);
  await heard;
  expect(told).toContainEqual({ type: 'channel_removed', channelId: id });
  expect(await post(discord, id, { nonce: 'n', enforce_nonce: true })).toMatchObject({ body: { code: 10_003 } });
  expect(await rest(discord, 'GET', `/channels/${id}/messages`)).toMatchObject({ status: 404, body: { code: 10_003 } });
  await expect(discord.runCommand({ ...inGeneral(discord), command: 'go', options: [] })).rejects.toThrow('no channel');
  expect(discord.channels.general.botMayWrite).toBe(false);
  expect(discord.messages(id)).toHaveLength(1);
});

test('direct messages: a repeated nonce makes one; who closes them is not written to (50007)', async () => {
  await using discord = await startDiscord();
  const { ada, bruno } = discord.people;
  const { body: dm } = await rest(discord, 'POST', '/users/@me/channels', { recipient_id: ada.id });
  expect(dm).toMatchObject({ type: 1, id: discord.dmOf(ada.id).id, recipients: [{ id: ada.id }] });
  const once = { nonce: 'delivery-1', enforce_nonce: true };
  const ids = [await post(discord, dm.id, once), await post(discord, dm.id, once)].map(({ body }) => body.id);
  expect(ids[1]).toBe(ids[0]);
  discord.closeChannel(dm.id);
  expect(await post(discord, dm.id)).toMatchObject({ status: 403, body: { code: 50_007 } });
  // Opening the channel is not refused: only what is sent is.
  expect((await rest(discord, 'POST', '/users/@me/channels', { recipient_id: ada.id })).status).toBe(200);
  expect((await post(discord, discord.dmOf(bruno.id).id)).status).toBe(200);
  discord.openChannel(dm.id);
  expect((await post(discord, dm.id)).status).toBe(200);
  expect(discord.messages(dm.id)).toHaveLength(2);
});

test('a nonce is known for as long as a test says, and forgotten at once when it says so', async () => {
  await using discord = await startDiscord({ scale: { nonceLifeMs: 3_600_000 } });
  const { id } = discord.channels.general;
  const repeat = async () => (await post(discord, id, { nonce: 'n', enforce_nonce: true })).body.id;
  const first = await repeat();
  expect(await repeat()).toBe(first);
  discord.forgetNonces();
  const second = await repeat();
  expect(second).not.toBe(first);
  discord.keepNoncesFor(0);
  expect(await repeat()).not.toBe(second);
  expect(discord.messages(id)).toHaveLength(3);
});

test('the nonce is the author’s: in another channel it means the same message', async () => {
  await using discord = await startDiscord();
  const { general, gallery } = discord.channels;
  const nonce = { nonce: 'n', enforce_nonce: true };
  const { body } = await post(discord, general.id, nonce);
  expect((await post(discord, gallery.id, nonce)).body).toMatchObject({ id: body.id, channel_id: general.id });
  expect(discord.messages(gallery.id)).toStrictEqual([]);
});
