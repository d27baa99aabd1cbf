import { expect, test } from 'vitest';
import { inGeneral, register, rest, startBot, startDiscord } from './bower.ts';

test('every answer tells its limit, and a call too many is refused with 429', async () => {
  await using discord = await startDiscord({ scale: { messagesPer5s: 2 } });
  const post = () => rest(discord, 'POST', `/channels/${discord.channels.general.id}/messages`, { content: 'x' });
  const first = await post();
  expect(first.headers.get('x-ratelimit-limit')).toBe('2');
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
  expect(Number(first.headers.get('x-ratelimit-reset-after'))).toBeGreaterThan(4);
  await post();
  const third = await post();
  expect(third).toMatchObject({ status: 429, body: { global: false, retry_after: expect.any(Number) } });
  expect(third.headers.get('retry-after')).not.toBeNull();
  const elsewhere = `/channels/${discord.channels.gallery.id}/messages`;
  expect((await rest(discord, 'POST', elsewhere, { content: 'x' })).status).toBe(200);
});

test.each([true, false])('the client waits out a 429 (global: %s) and then succeeds', async (global) => {
  await using discord = await startDiscord();
  await using bot = await startBot(discord);
  discord.inject({ method: 'POST', path: /messages$/, times: 1, fault: 'rate_limit', retryAfterMs: 100, global });
  const before = performance.now();
  await bot.client.rest.post(`/channels/${discord.channels.general.id}/messages`, { body: { content: 'x' } });
  expect(performance.now() - before).toBeGreaterThan(99);
  expect(
    discord
      .calls()
      .slice(-2)
      .map(({ status }) => status),
  ).toStrictEqual([429, 200]);
});

test('answers to interactions do not count against the global limit', async () => {
  await using discord = await startDiscord({ scale: { requestsPerSecond: 3 } });
  await using bot = await startBot(discord, (i) => i.isCommand() && i.reply('ok'));
  await register(bot.client, [{ name: 'go', description: 'Goes' }]);
  while ((await rest(discord, 'GET', '/users/@me')).status !== 429);
  const answer = await discord.runCommand({ ...inGeneral(discord), command: 'go', options: [] });
  expect(answer).toMatchObject({ answer: 'message' });
  const callbacks = () => discord.calls().filter(({ path }) => path.endsWith('/callback'));
  await expect.poll(() => callbacks().map(({ status }) => status)).toStrictEqual([204]);
});

test('a status that was asked for is answered without doing the work, so often as asked', async () => {
  await using discord = await startDiscord();
  discord.inject({ method: 'POST', path: /messages$/, times: 2, fault: 'status', status: 403, code: 50013 });
  const post = () => rest(discord, 'POST', `/channels/${discord.channels.general.id}/messages`, { content: 'x' });
  expect(await post()).toMatchObject({ status: 403, body: { code: 50013 } });
  expect((await rest(discord, 'GET', '/users/@me')).status).toBe(200);
  expect((await post()).status).toBe(403);
  expect((await post()).status).toBe(200);
  expect(discord.messages(discord.channels.general.id)).toHaveLength(1);
});
