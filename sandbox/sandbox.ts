import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type { BotProcess } from './bot-process.ts';
import { createBotProcess } from './bot-process.ts';
import type { PretendDiscord } from './discord/people.ts';
import type { PretendDiscordOptions } from './discord/pretend-discord.ts';
import { createPretendDiscord } from './discord/pretend-discord.ts';
import { freePort } from './free-port.ts';
import type { PretendModelslab } from './modelslab/operator.ts';
import { createPage } from './page/page.ts';
import type { ServiceName } from './page/protocol.ts';
import { openDoor } from './services/door.ts';
import type { PretendService } from './services/operator.ts';
import type { ServiceOptions, Services } from './services.ts';
import { createServices, SERVICE_NAMES } from './services.ts';

export type SandboxOptions = ServiceOptions & {
  /** Of the outside world on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** Whether the bot can be called back; without, it has to poll. True when left out. */
  readonly publicUrl?: boolean;
  /** Whether the chat page is served at `/`. True when left out. */
  readonly page?: boolean;
  /** Whether the bot is started at once. True when left out. */
  readonly startBot?: boolean;
  /** The services of which the bot has a key; all of them when left out. The others are there, but it does not know. */
  readonly keysOf?: readonly ServiceName[];
  readonly discord?: Omit<PretendDiscordOptions, 'server' | 'app' | 'baseUrl' | 'door'>;
  /** Added to the bot's environment, or in place of what it would get. */
  readonly env?: Readonly<Record<string, string>>;
  /** The bot's entry script, when it is not the real one. */
  readonly botEntry?: string;
  /** Loaded into the bot process before its entry: paths or `file:` addresses. */
  readonly preloads?: readonly string[];
};

export type Sandbox = {
  /** Of the outside world, such as `http://127.0.0.1:3000`. */
  readonly address: string;
  readonly discord: PretendDiscord;
  readonly services: Services;
  /** `services.modelslab`. */
  readonly modelslab: PretendModelslab;
  readonly bot: BotProcess;
  /** Where the bot's own HTTP server is, whether or not it tells anybody. */
  readonly botAddress: string;
  /** The bot's DATA_DIR; gone after `close`. */
  readonly dataDir: string;
  /** Resolves when the bot is online and has registered its commands; rejects, with its last words, when it ends before. */
  readonly ready: (withinMs?: number) => Promise<void>;
  /** Stops the bot, then the world, and removes what they left on disk. May be called again. */
  readonly close: () => Promise<void>;
};

const READY_MS = 20_000; // a cold start on a busy machine

/** A pretend Discord, pretend services and a chat page, and the real bot process between them. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const cleanup = new AsyncDisposableStack();
  try {
    return await build(options, cleanup);
  } catch (error) {
    await cleanup.disposeAsync();
    throw error;
  }
}

async function build(options: SandboxOptions, cleanup: AsyncDisposableStack): Promise<Sandbox> {
  const world = await createWorld(options, cleanup);
  const home = await mkdtemp(join(tmpdir(), 'bowerbird-sandbox-'));
  cleanup.defer(() => rm(home, { recursive: true, force: true, maxRetries: 3 }));
  const dataDir = join(home, 'data');
  const botAddress = `http://127.0.0.1:${await freePort()}`;
  const bot = createBotProcess({
    cwd: home,
    env: { ...botEnvironment(world, botAddress, dataDir, options), ...options.env },
    ...(options.botEntry === undefined ? {} : { entry: options.botEntry }),
    ...(options.preloads === undefined ? {} : { preloads: options.preloads }),
  });
  cleanup.defer(async () => void (await bot.stop()));
  if (options.startBot ?? true) await bot.start();
  let closing: Promise<void> | undefined;
  return {
    ...world,
    bot,
    botAddress,
    dataDir,
    ready: (withinMs = READY_MS) => untilOnline(world.discord, bot, withinMs),
    close: () => {
      closing ??= cleanup.disposeAsync();
      return closing;
    },
  };
}

type World = Pick<Sandbox, 'address' | 'discord' | 'services' | 'modelslab'>;

async function createWorld(options: SandboxOptions, cleanup: AsyncDisposableStack): Promise<World> {
  const app = express().disable('x-powered-by');
  const server = createServer(app);
  let address = '';
  const baseUrl = () => address;
  const door = await openDoor();
  cleanup.defer(() => door.close());
  const discord = createPretendDiscord({ ...options.discord, server, app, baseUrl, door });
  cleanup.defer(() => discord.close());
  const services = await createServices(options, { app, baseUrl }, cleanup);
  address = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  cleanup.defer(() => closeServer(server));
  if (options.page ?? true) app.use(await createPage({ discord, services, guildName: discord.guild.name }));
  return { address, discord, services, modelslab: services.modelslab };
}

/** Everything that the bot finds in its environment. Names are the ones that operators use. */
const botEnvironment = (
  { address, discord, services }: World,
  botAddress: string,
  dataDir: string,
  { publicUrl = true, keysOf = SERVICE_NAMES }: SandboxOptions,
): Readonly<Record<string, string>> => ({
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.apiUrl,
  ...(publicUrl ? { PUBLIC_URL: botAddress } : {}),
  HOST: '127.0.0.1',
  PORT: new URL(botAddress).port,
  DATA_DIR: dataDir,
  ...Object.assign({}, ...keysOf.map((name) => credentialsOf(services[name]))),
  // The services' results and what members attach lie on the same server.
  MEDIA_ALLOWED_HOSTS: new URL(address).host,
  LOG_LEVEL: 'info',
});

const credentialsOf = ({ name, key, apiUrl }: PretendService): Readonly<Record<string, string>> => ({
  [`${name.toUpperCase()}_API_KEY`]: key,
  [`${name.toUpperCase()}_API_URL`]: apiUrl,
});

async function untilOnline(discord: PretendDiscord, bot: BotProcess, withinMs: number): Promise<void> {
  const deadline = AbortSignal.timeout(withinMs);
  const ended = bot.exited().then(({ code, signal }) => {
    throw new Error(`the bot ended (${signal ?? code}) before it was online:\n${lastWords(bot)}`);
  });
  const online = discord.waitUntilOnline(withinMs).then(() => untilRegistered(bot, withinMs));
  await Promise.race([online, ended]).catch((error: unknown) => {
    throw deadline.aborted ? new Error(`the bot was not ready in ${withinMs} ms:\n${lastWords(bot)}`) : error;
  });
}

/** A bot that is online registers its commands, one by one; before it says so, somebody may ask for one in vain. */
const untilRegistered = async (bot: BotProcess, withinMs: number): Promise<void> =>
  void (await bot.waitForLog(({ fields }) => String(fields.msg).startsWith('commands '), withinMs));

const lastWords = (bot: BotProcess): string =>
  bot
    .lines()
    .slice(-20)
    .map(({ text }) => text)
    .join('\n');

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
