import { once } from 'node:events';
import { Client, GatewayIntentBits } from 'discord.js';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '#sandbox/discord/clock.ts';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import { inGeneral, register, rest, startBot, startDiscord } from './bower.ts';

const go = (discord: PretendDiscord) => discord.runCommand({ ...inGeneral(discord), command: 'go', options: [] });

/** One pretend Discord and one bot that answers every command with `ok`. */
async function stage() {
  const discord = await startDiscord();
  const seen: string[] = [];
  const bot = await startBot(discord, (i) => {
    seen.push(i.id);
    return i.isCommand() && i.reply('ok');
  });
  await register(bot.client, [{ name: 'go', description: 'Goes' }]);
  const dispose = async () => {
    await bot[Symbol.asyncDispose]();
    await discord[Symbol.asyncDispose]();
  };
  return { discord, bot, seen, [Symbol.asyncDispose]: dispose };
}

test.each(['close', 'reconnect'] as const)(
  'after %s the session is taken up again and a command asked meanwhile comes once',
  async (how) => {
    await using it = await stage();
    const debug: string[] = [];
    it.bot.client.on('debug', (line) => debug.push(line));
    await go(it.discord);
    it.discord.dropGateway(how);
    expect(await go(it.discord)).toMatchObject({ answer: 'message' });
    await expect.poll(() => debug.some((line) => line.includes('Resumed')), { timeout: 5000 }).toBe(true);
    expect(it.seen).toHaveLength(2);
    expect(new Set(it.seen).size).toBe(2);
    expect(debug.some((line) => line.includes('Identifying'))).toBe(false);
  },
);

test('a lost connection shows as offline until the bot is back', async () => {
  await using it = await stage();
  const online: boolean[] = [];
  it.discord.subscribe((event) => {
    if (event.type === 'bot') online.push(event.online);
  });
  it.discord.dropGateway('close');
  expect(it.discord.isBotOnline()).toBe(false);
  await it.discord.waitUntilOnline();
  expect(online).toStrictEqual([false, true]);
});

test('an invalid session makes the bot identify anew', async () => {
  await using it = await stage();
  it.discord.dropGateway('invalid_session');
  await it.discord.waitUntilOnline();
  expect(await go(it.discord)).toMatchObject({ answer: 'message' });
}, 20_000);

test('an interaction that is sent twice is answered once, the second answer being refused', async () => {
  await using it = await stage();
  it.discord.sendTwice(1);
  await go(it.discord);
  await expect.poll(() => it.bot.faults).toMatchObject([{ code: 40060 }]);
  await go(it.discord);
  expect(it.seen).toHaveLength(3);
});

test('a bot that logs out ends its session and is offline', async () => {
  await using it = await stage();
  await it.bot.client.destroy();
  await expect.poll(() => it.discord.isBotOnline()).toBe(false);
});

test('a wrong token is refused at the REST door', async () => {
  await using discord = await startDiscord();
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl } });
  await expect(client.login('wrong')).rejects.toMatchObject({ code: 'TokenInvalid' });
});

const identify = (token: string, intents: number) => ({ op: 2, d: { token, intents, properties: {} } });

test.each<[string, (discord: PretendDiscord) => unknown, number]>([
  ['a wrong token', () => identify('wrong', 1), 4004],
  ['a privileged intent', ({ token }) => identify(token, GatewayIntentBits.MessageContent), 4014],
  ['an intent that does not exist', ({ token }) => identify(token, 2 ** 30), 4013],
  ['an unknown opcode', () => ({ op: 99, d: {} }), 4001],
  ['a payload without sense', () => ({ op: 2, d: 'x' }), 4002],
  ['a request before the greeting', () => ({ op: 3, d: {} }), 4003],
])('%s closes the connection with its code', async (_what, payload, code) => {
  await using discord = await startDiscord();
  const { body } = await rest(discord, 'GET', '/gateway/bot');
  const socket = new WebSocket(`${body.url}/?v=10&encoding=json`);
  await once(socket, 'message');
  socket.send(JSON.stringify(payload(discord)));
  expect((await once(socket, 'close'))[0]).toBe(code);
});

test('a session that was away for too long cannot be taken up again', async () => {
  const wakes: (() => void)[] = [];
  const after = (_delayMs: number, wake: () => void) => {
    wakes.push(wake);
    return () => undefined;
  };
  await using discord = await startDiscord({ clock: { ...systemClock, after } });
  const open = async () => {
    const socket = new WebSocket(`${(await rest(discord, 'GET', '/gateway')).body.url}?v=10&encoding=json`);
    await once(socket, 'message');
    return socket;
  };
  const first = await open();
  first.send(JSON.stringify(identify(discord.token, 0)));
  const { session_id } = JSON.parse(String((await once(first, 'message'))[0])).d;
  first.terminate();
  await expect.poll(() => wakes.length).toBe(1);
  for (const wake of wakes) wake();
  const second = await open();
  second.send(JSON.stringify({ op: 6, d: { token: discord.token, session_id, seq: 1 } }));
  expect(JSON.parse(String((await once(second, 'message'))[0]))).toStrictEqual({ op: 9, d: false });
  second.terminate();
});
