import { Routes } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '#commands/index.ts';
import { createConnection } from '#discord/connection.ts';
import { TokenRefusedError } from '#discord/token-refused.ts';
import { createRecordingLogger } from '#test/jobs/support/recording-logger.ts';
import { createTime } from '#test/sandbox/discord/bower.ts';
import { pretendDiscord } from './support/pretend.ts';

async function stage({ token }: { token?: string } = {}) {
  const discord = await pretendDiscord();
  const logger = createRecordingLogger();
  const connection = createConnection({
    token: token ?? discord.token,
    apiUrl: discord.apiUrl,
    lost: () => undefined,
    clock: createTime().clock,
    logger,
  });
  onTestFinished(connection.close);
  const online = {
    dispatch: async () => undefined,
    commands: COMMANDS.map(({ data }) => data),
    guildId: undefined,
  };
  return { discord, connection, logger, goOnline: () => connection.goOnline(online) };
}

test('going online opens the gateway, registers the commands and says where to invite the bot', async () => {
  const { discord, connection, logger, goOnline } = await stage();
  expect(connection.isOnline()).toBe(false);
  await goOnline();
  expect(connection.isOnline()).toBe(true);
  expect(discord.isBotOnline()).toBe(true);
  expect(discord.commands()).toHaveLength(COMMANDS.length);
  const told = logger.lines.find(({ message }) => message === 'online');
  const scope = 'scope=bot+applications.commands';
  expect(told?.fields).toMatchObject({ guilds: 1, invite: expect.stringContaining(scope) });
});

test('a failure to register is told, and the bot is online all the same', async () => {
  const { discord, connection, logger, goOnline } = await stage();
  discord.inject({ method: 'GET', path: /\/commands$/, fault: 'status', status: 500, times: 10 });
  await goOnline();
  expect(connection.isOnline()).toBe(true);
  expect(logger.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
});

test('a refused token ends it: nobody waits for it to become a good one', async () => {
  const { goOnline } = await stage({ token: 'stale' });
  await expect(goOnline()).rejects.toBeInstanceOf(TokenRefusedError);
});

test('closing leaves the gateway, twice if need be, and what is in hand can still be posted', async () => {
  const { discord, connection, goOnline } = await stage();
  await goOnline();
  await connection.close();
  await connection.close();
  expect(connection.isOnline()).toBe(false);
  const channelId = discord.channels.general.id;
  await connection.rest.post(Routes.channelMessages(channelId), { body: { content: 'the last one' } });
  expect(discord.messages(channelId)).toMatchObject([{ content: 'the last one' }]);
});

test('closing ends the waiting for a Discord that is not there', async () => {
  const { discord, connection, goOnline } = await stage();
  discord.inject({ method: 'GET', path: /\/gateway\/bot$/, fault: 'status', status: 503, times: 100 });
  const goingOnline = goOnline();
  await connection.close();
  await goingOnline;
  expect(connection.isOnline()).toBe(false);
});
