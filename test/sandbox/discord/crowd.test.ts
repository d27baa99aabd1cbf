import { expect, test } from 'vitest';
import { createCallLog } from '#sandbox/discord/call-log.ts';
import { systemClock } from '#sandbox/discord/clock.ts';
import { createSessions } from '#sandbox/discord/gateway/sessions.ts';
import { register, startBot, startDiscord } from './bower.ts';

/** Machines may be slow and shared. */
const SOON = { timeout: 15_000 };

test('hundreds of members in many channels are answered at the same time, each where they asked', async () => {
  await using discord = await startDiscord();
  await using bot = await startBot(discord, (i) => i.isCommand() && i.reply(`<@${i.user.id}>`));
  await register(bot.client, [{ name: 'go', description: 'Goes' }]);
  const people = discord.addPeople(200);
  const channels = discord.addChannels(10);
  const asked = people.map(({ id: personId }, at) => ({ personId, channelId: channels[at % 10]?.id ?? '' }));
  const answers = await Promise.all(asked.map((place) => discord.runCommand({ ...place, command: 'go', options: [] })));
  for (const [at, answer] of answers.entries()) {
    const { personId, channelId } = asked[at] ?? {};
    expect(answer).toMatchObject({
      answer: 'message',
      message: { channel_id: channelId, content: `<@${personId}>`, mentions: [{ id: personId }] },
    });
  }
  expect(channels.map(({ id }) => discord.messages(id).length)).toStrictEqual(Array(10).fill(20));
  expect(new Set(people.map(({ id }) => discord.dmOf(id).id)).size).toBe(200);
});

test('the bot knows channels that came later, and everybody’s ids stay the same from run to run', async () => {
  await using discord = await startDiscord();
  await using other = await startDiscord();
  await using bot = await startBot(discord);
  const [channel] = discord.addChannels(1);
  await expect.poll(() => bot.client.channels.cache.has(channel?.id ?? ''), SOON).toBe(true);
  expect(other.addChannels(1)).toStrictEqual([channel]);
  expect(other.addPeople(3)).toStrictEqual(discord.addPeople(3));
});

test('of very many calls the latest are kept', () => {
  const log = createCallLog(10);
  for (let at = 1; at <= 95; at += 1) log.add({ method: 'GET', path: '/', at, status: 200, isCounted: true });
  expect(log.all().length).toBeLessThan(20);
  expect(
    log
      .all()
      .slice(-10)
      .map(({ at }) => at),
  ).toStrictEqual([86, 87, 88, 89, 90, 91, 92, 93, 94, 95]);
});

test('a session that missed more than is kept has to begin anew; one that missed less gets all of it, once', () => {
  const session = createSessions({ clock: systemClock }).open(0);
  for (let n = 0; n < 25_000; n += 1) session.dispatch('EVENT', n);
  const got: unknown[] = [];
  session.attach({ send: (payload) => got.push(payload), isOpen: () => true });
  expect(session.replay(1)).toBe('forgotten');
  expect(session.replay(25_001)).toBe('never');
  expect(got).toStrictEqual([]);
  expect(session.replay(24_997)).toBe('sent');
  expect(got).toMatchObject([{ s: 24_998, d: 24_997 }, { s: 24_999 }, { s: 25_000, d: 24_999 }]);
});
