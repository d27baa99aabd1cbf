import type { Interaction } from 'discord.js';
import { MessageFlags } from 'discord.js';
import { expect, test } from 'vitest';
import type { Options } from './bower.ts';
import { createTime, inGeneral, register, startBot, startDiscord } from './bower.ts';

const COMMAND = { name: 'go', description: 'Goes' };

async function stage(answer: (interaction: Interaction) => unknown, options: Options = {}) {
  const discord = await startDiscord(options);
  const bot = await startBot(discord, answer);
  await register(bot.client, [COMMAND]);
  const go = () => discord.runCommand({ ...inGeneral(discord), command: 'go', options: [] });
  const shown = () => discord.messages(discord.channels.general.id);
  const dispose = async () => {
    await bot[Symbol.asyncDispose]();
    await discord[Symbol.asyncDispose]();
  };
  return { discord, bot, go, shown, [Symbol.asyncDispose]: dispose };
}

test('an answer stands in the channel for everybody, under the command and its asker', async () => {
  await using it = await stage((i) => i.isCommand() && i.reply('hello'));
  const answer = await it.go();
  expect(answer).toMatchObject({ answer: 'message', ephemeral: false, message: { content: 'hello' } });
  expect(it.shown()).toHaveLength(1);
  expect(it.shown()[0]).toMatchObject({
    content: 'hello',
    author: { id: it.discord.bot.id, bot: true },
    interaction: { name: 'go', user: { id: it.discord.people.ada.id } },
    interaction_metadata: { type: 2, user: { id: it.discord.people.ada.id } },
  });
  expect(it.shown()[0]?.visibleTo).toBeUndefined();
});

test('an ephemeral answer is seen by its asker only, and not by the bot outside the interaction', async () => {
  await using it = await stage((i) => i.isCommand() && i.reply({ content: 'psst', flags: MessageFlags.Ephemeral }));
  expect(await it.go()).toMatchObject({ answer: 'message', ephemeral: true });
  expect(it.shown()[0]).toMatchObject({ content: 'psst', visibleTo: it.discord.people.ada.id });
  const channel = await it.bot.client.channels.fetch(it.discord.channels.general.id);
  if (!channel?.isTextBased()) throw new Error('no text channel');
  expect((await channel.messages.fetch()).size).toBe(0);
  await expect(channel.messages.fetch(it.shown()[0]?.id ?? '')).rejects.toMatchObject({ code: 10008 });
});

test('a deferred answer shows as loading and becomes the answer by its edit', async () => {
  const loading: number[] = [];
  await using it = await stage(async (i) => {
    if (!i.isCommand()) return;
    await i.deferReply();
    loading.push(it.shown()[0]?.flags ?? 0);
    await i.editReply('done');
  });
  expect(await it.go()).toMatchObject({ answer: 'deferred' });
  const message = await it.discord.waitForMessage(({ content }) => content === 'done');
  expect(loading).toStrictEqual([MessageFlags.Loading]);
  expect(message.flags).toBe(0);
  expect(it.shown()).toHaveLength(1);
});

test('a follow-up is a message of its own that refers to the answer', async () => {
  await using it = await stage(async (i) => {
    if (!i.isCommand()) return;
    await i.reply('first');
    await i.followUp({ content: 'second', flags: MessageFlags.Ephemeral });
  });
  await it.go();
  const second = await it.discord.waitForMessage(({ content }) => content === 'second');
  expect(second).toMatchObject({ visibleTo: it.discord.people.ada.id, referenced_message: { content: 'first' } });
});

test('an answer after the time for it is refused with 10062, and the asker is told that nothing came', async () => {
  const waiting = Promise.withResolvers<void>();
  await using it = await stage(
    async (i) => {
      if (!i.isCommand()) return;
      await waiting.promise;
      await i.reply('late');
    },
    { scale: { interactionAnswerMs: 50 } },
  );
  const events: unknown[] = [];
  it.discord.subscribe((event) => events.push(event));
  expect(await it.go()).toStrictEqual({ answer: 'none' });
  expect(events).toContainEqual({
    type: 'unanswered',
    personId: it.discord.people.ada.id,
    channelId: it.discord.channels.general.id,
    command: 'go',
  });
  waiting.resolve();
  await expect.poll(() => it.bot.faults).toMatchObject([{ status: 404, code: 10062 }]);
  expect(it.shown()).toStrictEqual([]);
});

test('a second first answer is refused with 40060 and leaves the first', async () => {
  await using it = await stage(async (i) => {
    if (!i.isCommand()) return;
    await i.reply('one');
    i.replied = false;
    await i.reply('two');
  });
  await it.go();
  await expect.poll(() => it.bot.faults).toMatchObject([{ status: 400, code: 40060 }]);
  expect(it.shown().map(({ content }) => content)).toStrictEqual(['one']);
});

test('the token opens nothing before the first answer (10015) and nothing after 15 minutes (50027)', async () => {
  const time = createTime();
  await using it = await stage(
    async (i) => {
      if (!i.isCommand()) return;
      await i.webhook.send('too early').catch((error) => it.bot.faults.push(error));
      await i.reply('in time');
      time.pass(15 * 60_000 - 1000);
      await i.followUp('just in time');
      time.pass(1000);
      await i.followUp('too late');
    },
    { clock: time.clock },
  );
  await it.go();
  await expect
    .poll(() => it.bot.faults)
    .toMatchObject([
      { status: 404, code: 10015 },
      { status: 401, code: 50027 },
    ]);
  expect(it.shown().map(({ content }) => content)).toStrictEqual(['in time', 'just in time']);
});
