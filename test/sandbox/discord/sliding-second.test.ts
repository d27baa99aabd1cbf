import { expect, test } from 'vitest';
import { createRateLimits } from '#sandbox/discord/rate-limits.ts';
import type { Route } from '#sandbox/discord/rest/call.ts';
import { done } from '#sandbox/discord/rest/call.ts';
import { inGeneral, register, rest, startBot, startDiscord } from './bower.ts';

/** Machines may be slow and shared. */
const SOON = { timeout: 15_000 };

// topics/rate-limits of Discord's documentation: fifty requests a second, interactions exempt.

const route: Route = {
  method: 'GET',
  path: '/users/@me',
  allowance: { requests: 1e6, windowMs: 1 },
  handle: () => done,
};

/** Limits on a clock of the test's, and what a call at a moment is told. */
function limitsAt(isStrict: boolean) {
  let now = 10_000;
  const clock = { now: () => now, after: () => () => {} };
  const limits = createRateLimits({ clock, globalPerSecond: 50, isStrict });
  const call = (at: number) => {
    now = 10_000 + at;
    return limits.count(route, {}).limited;
  };
  return { call, limits };
}

test('strict: no second, wherever it begins, holds more than fifty; the refused are told when', () => {
  const { call } = limitsAt(true);
  const passed: number[] = [];
  for (let at = 0; at < 5_000; at += 7) if (!call(at)) passed.push(at);
  const busiest = Math.max(...passed.map((from) => passed.filter((at) => at >= from && at < from + 1_000).length));
  expect(busiest).toBe(50);
  expect(passed.length).toBe(250);
  expect(call(4_999)).toMatchObject({ global: true, retryAfterMs: expect.any(Number) });
});

test('strict: after Retry-After the call goes through, and not a millisecond before', () => {
  const { call } = limitsAt(true);
  for (let n = 0; n < 50; n += 1) expect(call(n)).toBeUndefined();
  const { retryAfterMs = 0 } = call(60) ?? {};
  expect(retryAfterMs).toBe(940);
  expect(call(999)).toBeDefined();
  expect(call(1_000)).toBeUndefined();
  expect(call(1_000)).toBeDefined();
});

test('otherwise a second begins with a call, and a hundred fit around its end', () => {
  const { call, limits } = limitsAt(false);
  for (let n = 0; n < 50; n += 1) call(n === 0 ? 0 : 990);
  expect(call(999)).toMatchObject({ global: true });
  for (let n = 0; n < 50; n += 1) expect(call(1_001)).toBeUndefined();
  limits.limitStrictly(true);
  for (let n = 0; n < 50; n += 1) expect(call(3_000 + n)).toBeUndefined();
  expect(call(3_999)).toBeDefined();
});

test('a bot is told 429 with global and Retry-After, its answers to interactions never; each call says when it came', async () => {
  await using discord = await startDiscord({ scale: { requestsPerSecond: 5, strict: true } });
  await using bot = await startBot(discord, (i) => i.isCommand() && i.reply('ok'));
  await register(bot.client, [{ name: 'go', description: 'Goes' }]);
  const me = () => rest(discord, 'GET', '/users/@me');
  const answers = [];
  while (answers.at(-1)?.status !== 429) answers.push(await me());
  const last = answers.at(-1);
  expect(last?.body).toMatchObject({ global: true, retry_after: expect.any(Number) });
  expect(last?.headers.get('x-ratelimit-global')).toBe('true');
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  const answer = await discord.runCommand({ ...inGeneral(discord), command: 'go', options: [] });
  expect(answer).toMatchObject({ answer: 'message' });
  const callbacks = () => discord.calls().filter(({ path }) => path.endsWith('/callback'));
  await expect.poll(callbacks, SOON).toMatchObject([{ status: 204, isCounted: false, at: expect.any(Number) }]);
  const counted = discord.calls().filter(({ status, isCounted }) => isCounted && status !== 429);
  const times = counted.map(({ at }) => at);
  expect(Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length))).toBe(5);
});

test('a limit of the test’s own for messages is told in the headers, channel by channel', async () => {
  await using discord = await startDiscord();
  const post = (id: string) => rest(discord, 'POST', `/channels/${id}/messages`, { content: 'x' });
  const left = [];
  for (let n = 0; n < 6; n += 1) left.push(await post(discord.channels.general.id));
  expect(left.map(({ status }) => status)).toStrictEqual([200, 200, 200, 200, 200, 429]);
  expect(left.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toStrictEqual(['4', '3', '2', '1', '0', '0']);
  expect(left[5]?.headers.get('x-ratelimit-scope')).toBe('user');
  expect((await post(discord.channels.gallery.id)).status).toBe(200);
});
