import { connect as open } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '#sandbox/discord/clock.ts';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import type { Outage } from '#sandbox/page/protocol.ts';
import { inGeneral, register, rest, startBot, startDiscord } from './bower.ts';

/** Machines may be slow and shared. */
const SOON = { timeout: 15_000 };

const post = (discord: PretendDiscord, signal?: AbortSignal) =>
  fetch(`${discord.apiUrl}/v10/channels/${discord.channels.general.id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'home' }),
    ...(signal && { signal }),
  });

const written = (discord: PretendDiscord) => discord.messages(discord.channels.general.id).length;

test.each<[Outage, number | 'broken', number]>([
  ['refuses', 'broken', 0],
  ['reset', 'broken', 0],
  ['bad_gateway', 502, 0],
  ['unavailable', 503, 0],
  ['lose_answer', 'broken', 3],
  ['bad_gateway_after', 502, 3],
])('%s: every call ends with %s and %i of three are done, until it is over', async (how, end, done) => {
  await using discord = await startDiscord();
  discord.outage(how);
  expect(discord.outageNow()).toBe(how);
  for (let n = 0; n < 3; n += 1)
    expect(
      await post(discord).then(
        ({ status }) => status,
        () => 'broken',
      ),
    ).toBe(end);
  expect(written(discord)).toBe(done);
  expect(discord.calls().map(({ status }) => status)).toStrictEqual(Array(3).fill(end === 'broken' ? 0 : end));
  discord.outage('no');
  expect((await post(discord)).status).toBe(200);
});

test('hang: no call is done or answered, however long the client waits', async () => {
  await using discord = await startDiscord();
  discord.outage('hang');
  const patience = new AbortController();
  const call = post(discord, patience.signal);
  await expect.poll(() => discord.calls(), SOON).toMatchObject([{ method: 'POST', status: 0 }]);
  patience.abort();
  await expect(call).rejects.toThrow('abort');
  discord.outage('no');
  expect((await post(discord)).status).toBe(200);
  expect(written(discord)).toBe(1);
});

test('a single call can be done and never answered', async () => {
  await using discord = await startDiscord();
  discord.inject({ method: 'POST', path: /messages$/, times: 1, fault: 'hang_after' });
  const patience = new AbortController();
  const call = post(discord, patience.signal);
  await expect.poll(() => discord.calls(), SOON).toMatchObject([{ status: 0 }]);
  expect(written(discord)).toBe(1);
  patience.abort();
  await expect(call).rejects.toThrow('abort');
  expect((await post(discord)).status).toBe(200);
});

test('interactions are answered through the same door: there, too, nobody is', async () => {
  await using discord = await startDiscord({ scale: { interactionAnswerMs: 300 } });
  await using bot = await startBot(discord, (i) => i.isCommand() && i.reply('ok'));
  await register(bot.client, [{ name: 'go', description: 'Goes' }]);
  discord.outage('unavailable', { gatewayStays: true });
  expect(discord.isBotOnline()).toBe(true);
  const answer = await discord.runCommand({ ...inGeneral(discord), command: 'go', options: [] });
  expect(answer).toStrictEqual({ answer: 'none' });
});

test.each<Outage>(['lose_answer', 'bad_gateway_after'])('%s leaves the gateway alone', async (how) => {
  await using discord = await startDiscord();
  await using _bot = await startBot(discord);
  discord.outage(how);
  expect(discord.isBotOnline()).toBe(true);
});

async function gatewayUrl(discord: PretendDiscord): Promise<string> {
  return `${(await rest(discord, 'GET', '/gateway')).body.url}/?v=10&encoding=json`;
}

/** How a new connection to the gateway ends: the greeting's opcode, or the words of its fault. */
const connect = (url: string) =>
  new Promise<unknown>((resolve) => {
    const socket = new WebSocket(url);
    socket.on('message', (data) => {
      resolve(JSON.parse(String(data)).op);
      socket.terminate();
    });
    socket.on('error', ({ message }) => resolve(message));
  });

test('while all is down the gateway breaks its connections and takes none', async () => {
  await using discord = await startDiscord();
  await using _bot = await startBot(discord);
  const url = await gatewayUrl(discord);
  const offline = new Promise((resolve) => discord.subscribe((event) => event.type === 'bot' && resolve(event.online)));
  discord.outage('unavailable');
  expect(await offline).toBe(false);
  expect(await connect(url)).toContain('503');
  discord.outage('no');
  expect(await connect(url)).toBe(10);
});

test('a gateway that hangs lets a connection wait, and breaks it when all is well again', async () => {
  await using discord = await startDiscord();
  const url = await gatewayUrl(discord);
  discord.outage('hang');
  const socket = new WebSocket(url);
  const heard: string[] = [];
  const ended = new Promise((resolve) => socket.on('error', ({ message }) => resolve(message)));
  socket.on('message', (data) => heard.push(String(data)));
  // The request has arrived when one that came after it has.
  const patience = new AbortController();
  const call = post(discord, patience.signal).catch(() => undefined);
  await expect.poll(() => discord.calls().length, SOON).toBe(2);
  expect(heard).toStrictEqual([]);
  discord.outage('no');
  expect(await ended).toContain('socket hang up');
  patience.abort();
  await call;
});

test('the gateway can refuse while the rest works; what was asked meanwhile comes when it is back, once', async () => {
  await using discord = await startDiscord({ scale: { interactionAnswerMs: 20_000 } });
  const seen: string[] = [];
  await using bot = await startBot(discord, (i) => {
    seen.push(i.id);
    return i.isCommand() && i.reply('ok');
  });
  await register(bot.client, [{ name: 'go', description: 'Goes' }]);
  const refused = new Promise((resolve) => bot.client.once('shardError', ({ message }) => resolve(message)));
  discord.refuseGateway(true);
  expect(discord.isBotOnline()).toBe(false);
  const go = () => discord.runCommand({ ...inGeneral(discord), command: 'go', options: [] });
  const answers = [go(), go()];
  expect((await post(discord)).status).toBe(200);
  // The client has tried in vain at least once.
  expect(await refused).toContain('503');
  expect(seen).toStrictEqual([]);
  discord.refuseGateway(false);
  expect(await Promise.all(answers)).toMatchObject([{ answer: 'message' }, { answer: 'message' }]);
  expect(seen).toHaveLength(2);
  expect(new Set(seen).size).toBe(2);
}, 30_000);

test('calls take as long as is said, before or after they are done, and only those that are meant', async () => {
  const waits: { ms: number; wake: () => void }[] = [];
  const after = (ms: number, wake: () => void) => {
    waits.push({ ms, wake });
    return () => undefined;
  };
  await using discord = await startDiscord({ clock: { ...systemClock, after } });
  discord.delay({ method: 'POST', path: /messages$/, beforeMs: 40, afterMs: 60 });
  const call = post(discord);
  await expect.poll(() => waits.map(({ ms }) => ms), SOON).toStrictEqual([40]);
  expect((await rest(discord, 'GET', '/users/@me')).status).toBe(200);
  expect(written(discord)).toBe(0);
  waits[0]?.wake();
  await expect.poll(() => waits.map(({ ms }) => ms), SOON).toStrictEqual([40, 60]);
  expect(written(discord)).toBe(1);
  expect(discord.calls()).toHaveLength(1);
  waits[1]?.wake();
  expect((await call).status).toBe(200);
  discord.delay();
  expect((await post(discord)).status).toBe(200);
  expect(waits).toHaveLength(2);
});

test('a call whose client goes away before it has said all is not done', async () => {
  await using discord = await startDiscord();
  const { hostname, port, pathname } = new URL(discord.apiUrl);
  const socket = open(Number(port), hostname);
  const path = `${pathname}/v10/channels/${discord.channels.general.id}/messages`;
  socket.write(
    [`POST ${path} HTTP/1.1`, 'host: x', `authorization: Bot ${discord.token}`, 'content-type: application/json'].join(
      '\r\n',
    ),
  );
  socket.write('\r\ncontent-length: 1000\r\n\r\n{"content":');
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.end();
  await expect.poll(() => discord.calls(), SOON).toMatchObject([{ method: 'POST', status: 0 }]);
  expect(written(discord)).toBe(0);
});
