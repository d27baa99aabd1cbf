import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '#test/support/sandbox.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { rest } from './discord/bower.ts';

const TELLS_ITS_ENVIRONMENT = 'console.log(JSON.stringify({ env: process.env })); setInterval(() => {}, 1000);';

async function entryWith(script: string): Promise<string> {
  const entry = join(await tempDir(), 'entry.mjs');
  await writeFile(entry, script);
  return entry;
}

async function environment(options: Parameters<typeof startSandbox>[0]) {
  const sandbox = await startSandbox({ botEntry: await entryWith(TELLS_ITS_ENVIRONMENT), startBot: false, ...options });
  await sandbox.bot.start();
  const line = await sandbox.bot.waitForLog(({ fields }) => 'env' in fields);
  return { sandbox, env: line.fields.env };
}

test('the bot gets the environment that an operator would give it, and nothing else', async () => {
  const { sandbox, env } = await environment({ env: { LOG_LEVEL: 'debug', MODELSLAB_MAX_CONCURRENCY: '2' } });
  const { address, botAddress, dataDir, discord, services } = sandbox;
  expect(env).toStrictEqual({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    PUBLIC_URL: botAddress,
    HOST: '127.0.0.1',
    PORT: new URL(botAddress).port,
    DATA_DIR: dataDir,
    MODELSLAB_API_KEY: services.modelslab.key,
    MODELSLAB_API_URL: services.modelslab.apiUrl,
    APIMART_API_KEY: services.apimart.key,
    APIMART_API_URL: services.apimart.apiUrl,
    EACHLABS_API_KEY: services.eachlabs.key,
    EACHLABS_API_URL: services.eachlabs.apiUrl,
    MEDIA_ALLOWED_HOSTS: new URL(address).host,
    LOG_LEVEL: 'debug',
    MODELSLAB_MAX_CONCURRENCY: '2',
  });
});

test('what shall be loaded before the bot is', async () => {
  const { sandbox } = await environment({ preloads: ["data:text/javascript,console.log('first of all')"] });
  expect(sandbox.bot.lines()[0]?.text).toBe('first of all');
});

test('without a public address the bot is told none', async () => {
  const { env } = await environment({ publicUrl: false });
  expect(env).not.toHaveProperty('PUBLIC_URL');
});

test('the bot knows the services that it is given keys of, and no others', async () => {
  const { env } = await environment({ keysOf: ['apimart'] });
  expect(env).toHaveProperty('APIMART_API_KEY');
  expect(Object.keys(Object(env)).filter((name) => /^(MODELSLAB|EACHLABS)_/.test(name))).toStrictEqual([]);
});

test('members’ attachments and all services’ results lie where the bot may fetch from', async () => {
  const { sandbox, env } = await environment({});
  const allowed = Object(env).MEDIA_ALLOWED_HOSTS;
  expect(Object.values(sandbox.services).map(({ mediaHost }) => mediaHost)).toStrictEqual([allowed, allowed, allowed]);
  const { discord } = sandbox;
  const form = new FormData();
  form.set('files[0]', new Blob(['words']), 'words.txt');
  const { body } = await rest(discord, 'POST', `/channels/${discord.channels.general.id}/messages`, form);
  expect(new URL(body.attachments[0].url).host).toBe(allowed);
});

test('a service that is down takes no connection, while the others and its own files are there', async () => {
  const { services } = await startSandbox({ startBot: false });
  const { apimart, eachlabs } = services;
  apimart.configure({ down: 'refuses' });
  await expect(fetch(`${apimart.apiUrl}/v1/models`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  expect((await fetch(`${eachlabs.apiUrl}/v1/models`)).status).toBe(200);
  expect((await fetch(`http://${apimart.mediaHost}/apimart/files/generations/none.png`)).status).toBe(404);
  apimart.configure({ down: 'no' });
  const status = async () => (await fetch(`${apimart.apiUrl}/v1/models`).catch(() => undefined))?.status;
  await expect.poll(status).toBe(401);
});

test('a Discord that is down takes no connection, while files and services are there; and it comes back where it was', async () => {
  const { address, discord, services } = await startSandbox({ startBot: false });
  const ask = () => fetch(`${discord.apiUrl}/v10/gateway`);
  discord.outage('refuses');
  await expect(ask()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  expect((await fetch(`${address}/discord/attachments/1/2/3.png`)).status).toBe(404);
  expect((await fetch(`${services.eachlabs.apiUrl}/v1/models`)).status).toBe(200);
  discord.outage('no');
  await expect.poll(async () => (await ask().catch(() => undefined))?.status).toBe(200);
});

test('closed, also twice, it has stopped the bot, answers no more, and has left nothing on disk', async () => {
  const { sandbox } = await environment({});
  await Promise.all([sandbox.close(), sandbox.close()]);
  await sandbox.close();
  expect(sandbox.bot.isRunning()).toBe(false);
  await expect(fetch(sandbox.address)).rejects.toThrow();
  await expect(access(join(sandbox.dataDir, '..'))).rejects.toThrow();
});

test('a bot that ends before it is ready is reported at once, with its last words', async () => {
  const botEntry = await entryWith("console.log('DISCORD_TOKEN is not to my taste'); process.exit(78);");
  await expect(startSandbox({ botEntry })).rejects.toThrow(/ended \(78\)[\s\S]*not to my taste/);
});

test('the real bot comes online and has its commands registered when it is ready', async () => {
  const { discord, bot, botAddress } = await startSandbox();
  expect(discord.isBotOnline()).toBe(true);
  expect(discord.commands().map(({ name }) => name)).toContain('imagine');
  expect((await fetch(`${botAddress}/health/live`)).status).toBe(200);
  expect(await bot.stop()).toStrictEqual({ code: 0, signal: null });
});
