import { RateLimitError, REST, Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { isCounted } from '#discord/counted.ts';
import { createRests } from '#discord/rests.ts';
import { createVirtualClock } from '#test/jobs/support/virtual-clock.ts';
import { createTime } from '#test/sandbox/discord/bower.ts';
import type { Answer } from './support/strict-server.ts';
import { limitedFor, strictServer } from './support/strict-server.ts';

const channel = (number: number): string => String(1_180_000_000_000_000_000n + BigInt(number));
const APPLICATION = channel(9_999);
const callback = Routes.interactionCallback(channel(7), 'a-token');
const original = Routes.webhookMessage(APPLICATION, 'a-token', '@original');
const body = { content: 'hello' };

async function stage(answer?: (call: { method: string; path: string }) => Answer | undefined) {
  const server = await strictServer(answer ? { answer } : {});
  const { clock } = createTime();
  const rests = createRests({ token: 'a.token', apiUrl: server.apiUrl, clock });
  return {
    server,
    ...rests,
    client: new REST(rests.clientOptions).setToken('a.token'),
    /** Into as many channels, all at once. */
    post: (count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, at) => rests.rest.post(Routes.channelMessages(channel(at)), { body })),
      ),
  };
}

// In real time, so a busy machine may hold it up; the pace itself is held to 49 a second in the pacer's own time.
test('posts reach a strict limiter without a pause, and not one is too many', { retry: 2 }, async () => {
  const { server, post } = await stage();
  const COUNT = 200;
  await post(COUNT);
  const times = server.seen.map(({ at }) => at);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  expect(server.seen.filter(({ status }) => status !== 200)).toStrictEqual([]);
  expect(times).toHaveLength(COUNT);
  expect((COUNT - 1) / seconds).toBeGreaterThanOrEqual(47);
});

test('what the client sends besides answers is counted with the posts, in one line', { retry: 2 }, async () => {
  const { server, client, post } = await stage();
  const posting = post(80);
  const others = Promise.all(Array.from({ length: 40 }, (_, at) => client.get(Routes.channel(channel(500 + at)))));
  await Promise.all([posting, others]);
  expect(server.seen).toHaveLength(120);
  expect(server.seen.filter(({ status }) => status !== 200)).toStrictEqual([]);
});

describe('an answer to an interaction', () => {
  test('passes every post that waits', async () => {
    const { server, answers, client, post } = await stage();
    const posting = post(60);
    await Promise.all([
      client.post(callback, { body, auth: false }),
      answers.patch(original, { body, auth: false }),
      answers.post(Routes.webhook(APPLICATION, 'a-token'), { body, auth: false }),
    ]);
    expect(server.seen.length).toBeLessThan(30);
    await posting;
  });

  test('passes while all others wait for a global limit to end, whichever client they come from', async () => {
    const answer = () => (server.seen.length === 0 ? limitedFor(60, 'global') : undefined);
    const server = await strictServer({ answer });
    const clock = createVirtualClock();
    const { rest, answers, clientOptions } = createRests({ token: 'a.token', apiUrl: server.apiUrl, clock });
    const client = new REST(clientOptions).setToken('a.token');
    const methods = () => server.seen.map(({ method }) => method);
    await expect(rest.post(Routes.channelMessages(channel(0)), { body })).rejects.toBeInstanceOf(RateLimitError);
    const waiting = client.get(Routes.channel(channel(4)));
    clock.advance(59_000);
    await client.post(callback, { body, auth: false });
    await answers.patch(original, { body, auth: false });
    expect(methods()).toStrictEqual(['POST', 'POST', 'PATCH']);
    clock.advance(2_000);
    await waiting;
    expect(methods()).toStrictEqual(['POST', 'POST', 'PATCH', 'GET']);
  });

  test('is not repeated by itself, whatever comes back', async () => {
    const { server, answers } = await stage(() => ({ status: 502 }));
    await expect(answers.post(Routes.webhook(APPLICATION, 'a-token'), { body, auth: false })).rejects.toThrow();
    expect(server.seen).toHaveLength(1);
  });

  test.each([
    ['/v10/interactions/1/tok-en/callback?with_response=true', false],
    ['/v10/webhooks/1/tok-en', false],
    ['/v10/webhooks/1/tok-en/messages/@original', false],
    ['/v10/webhooks/1/tok-en/messages/22?x=1', false],
    ['/v10/webhooks/1', true],
    ['/v10/channels/1/messages', true],
    ['/v10/channels/1/webhooks/2/x', true],
    ['/v10/users/@me/channels', true],
    ['/v10/gateway/bot', true],
  ])('is told by its address: %s counts against the global limit: %s', (path, counts) => {
    const apiUrl = 'https://discord.test/api';
    expect(isCounted(`${apiUrl}${path}`, apiUrl)).toBe(counts);
  });
});

describe('a post whose channel has no room for it', () => {
  const headers = { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-bucket': 'b' };

  test('gives way at once and tells for how long, without asking Discord', async () => {
    const used = { status: 200, headers: { ...headers, 'x-ratelimit-reset-after': '4' }, body: { id: '1' } };
    const { server, post } = await stage(() => used);
    // The library learns the bucket's name from the first answer, and what is left in it from the second.
    await post(1);
    await post(1);
    const waitMs = await post(1).catch((error: unknown) => (error instanceof RateLimitError ? error.retryAfter : 0));
    expect(waitMs).toBeGreaterThan(3_000);
    expect(server.seen).toHaveLength(2);
  });

  test('waits in its place where that is short', async () => {
    const used = { status: 200, headers: { ...headers, 'x-ratelimit-reset-after': '0.1' }, body: { id: '1' } };
    const { server, post } = await stage(() => used);
    for (let count = 0; count < 3; count += 1) await post(1);
    expect(server.seen).toHaveLength(3);
  });
});

test('one answer of 401 does not silence the bot until somebody restarts it', async () => {
  const server = await strictServer({
    answer: () => (server.seen.length === 0 ? { status: 401, body: {} } : undefined),
  });
  const clock = createVirtualClock();
  const { rest } = createRests({ token: 'a.token', apiUrl: server.apiUrl, clock });
  const get = () => rest.get(Routes.channel(channel(1)));
  await expect(get()).rejects.toThrow();
  await expect(get()).rejects.toThrow('token');
  clock.advance(60_000);
  await get();
  expect(server.seen.map(({ status }) => status)).toStrictEqual([401, 200]);
});
