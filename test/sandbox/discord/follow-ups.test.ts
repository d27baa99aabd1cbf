import type { Interaction } from 'discord.js';
import { expect, test } from 'vitest';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import type { Options } from './bower.ts';
import { createTime, inGeneral, register, rest, startBot, startDiscord } from './bower.ts';

// interactions/receiving-and-responding and resources/webhook of Discord's documentation.

/** A bot that has answered `go`, and where its interaction's token leads. */
async function answered(options: Options = {}) {
  const discord = await startDiscord(options);
  const token = Promise.withResolvers<string>();
  const bot = await startBot(discord, async (i: Interaction) => {
    if (!i.isCommand()) return;
    await i.reply('first');
    token.resolve(i.token);
  });
  await register(bot.client, [{ name: 'go', description: 'Goes' }]);
  await discord.runCommand({ ...inGeneral(discord), command: 'go', options: [] });
  const path = `/webhooks/${discord.bot.id}/${await token.promise}`;
  const dispose = async () => {
    await bot[Symbol.asyncDispose]();
    await discord[Symbol.asyncDispose]();
  };
  return { discord, path, [Symbol.asyncDispose]: dispose };
}

const shown = (discord: PretendDiscord) => discord.messages(discord.channels.general.id);

/** A form as Discord takes it: files by number, and the JSON beside them. */
function form(payload: unknown, ...names: readonly string[]): FormData {
  const data = new FormData();
  data.set('payload_json', JSON.stringify(payload));
  for (const [at, name] of names.entries()) data.set(`files[${at}]`, new Blob([name]), name);
  return data;
}

const filesOf = (message: { attachments: { filename: string }[] }) =>
  message.attachments.map(({ filename }) => filename);

test('a repeated follow-up makes a second message: no nonce is known there', async () => {
  await using it = await answered();
  const body = { content: 'again', nonce: 'delivery-1', enforce_nonce: true };
  const ids = [await rest(it.discord, 'POST', it.path, body), await rest(it.discord, 'POST', it.path, body)];
  expect(ids.map(({ status }) => status)).toStrictEqual([200, 200]);
  expect(shown(it.discord).map(({ content }) => content)).toStrictEqual(['first', 'again', 'again']);
});

test('a follow-up brings files, and can be read, edited and deleted by its id', async () => {
  await using it = await answered();
  const { body: made } = await rest(it.discord, 'POST', it.path, form({ content: 'a file' }, 'a.txt'));
  expect(filesOf(made)).toStrictEqual(['a.txt']);
  expect(it.discord.attachment(made.attachments[0].url)).toStrictEqual(new TextEncoder().encode('a.txt'));
  const one = `${it.path}/messages/${made.id}`;
  expect((await rest(it.discord, 'GET', one)).body).toMatchObject({ id: made.id, webhook_id: it.discord.bot.id });
  expect((await rest(it.discord, 'PATCH', one, { content: 'changed' })).body).toMatchObject({ content: 'changed' });
  expect((await rest(it.discord, 'DELETE', one)).status).toBe(204);
  expect((await rest(it.discord, 'GET', one)).body).toMatchObject({ code: 10008 });
});

test('an edit without a list appends its files; with one it keeps what is listed, and its files besides', async () => {
  await using it = await answered();
  const original = `${it.path}/messages/@original`;
  const edit = async (data: FormData) => (await rest(it.discord, 'PATCH', original, data)).body;
  const first = await edit(form({}, 'a.txt'));
  const second = await edit(form({}, 'b.txt'));
  expect([filesOf(first), filesOf(second)]).toStrictEqual([['a.txt'], ['a.txt', 'b.txt']]);
  const keep = [{ id: second.attachments[1].id }];
  expect(filesOf(await edit(form({ attachments: keep }, 'c.txt')))).toStrictEqual(['b.txt', 'c.txt']);
  const described = [{ id: 0, description: 'the only one' }];
  const last = await edit(form({ attachments: described }, 'd.txt'));
  expect(last.attachments).toMatchObject([{ filename: 'd.txt', description: 'the only one' }]);
  // The same edit again leaves the same: that is what makes it one to repeat.
  expect(filesOf(await edit(form({ attachments: described }, 'd.txt')))).toStrictEqual(['d.txt']);
});

test('after 15 minutes the token opens nothing (50027), for writing, reading, editing and deleting', async () => {
  const time = createTime();
  await using it = await answered({ clock: time.clock });
  time.pass(15 * 60_000);
  const calls = [
    ['POST', ''],
    ['GET', '/messages/@original'],
    ['PATCH', '/messages/@original'],
    ['DELETE', '/messages/@original'],
  ];
  for (const [method = '', path = ''] of calls) {
    const body = method === 'POST' || method === 'PATCH' ? { content: 'late' } : undefined;
    expect(await rest(it.discord, method, it.path + path, body)).toMatchObject({ status: 401, body: { code: 50027 } });
  }
  expect(shown(it.discord)).toHaveLength(1);
});

test('a test need not wait for that', async () => {
  await using it = await answered();
  it.discord.expireTokens();
  expect((await rest(it.discord, 'POST', it.path, { content: 'late' })).body).toMatchObject({ code: 50027 });
});

test('an answer needs no permission in the channel, but there has to be one (10003)', async () => {
  await using it = await answered();
  const { general } = it.discord.channels;
  it.discord.closeChannel(general.id, 'seeing');
  expect((await rest(it.discord, 'POST', it.path, { content: 'all the same' })).status).toBe(200);
  it.discord.deleteChannel(general.id);
  const answer = await rest(it.discord, 'POST', it.path, { content: 'nowhere' });
  expect(answer).toMatchObject({ status: 404, body: { code: 10003 } });
});

test('an application that is another’s is no webhook (10015)', async () => {
  await using it = await answered();
  const path = it.path.replace(it.discord.bot.id, '1180000000000000999');
  expect(await rest(it.discord, 'POST', path, { content: 'x' })).toMatchObject({ status: 404, body: { code: 10015 } });
});
