import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ApplicationCommandDataResolvable, ClientOptions, Interaction } from 'discord.js';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import express from 'express';
import type { Clock } from '#sandbox/discord/clock.ts';
import { systemClock } from '#sandbox/discord/clock.ts';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import type { PretendDiscordOptions } from '#sandbox/discord/pretend-discord.ts';
import { createPretendDiscord } from '#sandbox/discord/pretend-discord.ts';

export type Options = Omit<PretendDiscordOptions, 'server' | 'app' | 'baseUrl'>;

/** A pretend Discord on a port of its own. */
export async function startDiscord(options: Options = {}): Promise<PretendDiscord & AsyncDisposable> {
  const app = express();
  const server = createServer(app);
  const address = { origin: '' };
  const discord = createPretendDiscord({ server, app, baseUrl: () => address.origin, ...options });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  address.origin = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : bound}`;
  const stop = async () => {
    discord.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return Object.assign(discord, { [Symbol.asyncDispose]: stop });
}

/** The real client, logged in and ready. Answers interactions with `answer`, whose faults the test gets to see. */
export async function startBot(
  discord: PretendDiscord,
  answer: (interaction: Interaction) => unknown = () => undefined,
  rest: ClientOptions['rest'] = {},
) {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl, ...rest } });
  const faults: unknown[] = [];
  client.on(Events.InteractionCreate, async (interaction) => {
    try {
      await answer(interaction);
    } catch (error) {
      faults.push(error);
    }
  });
  const ready = once(client, Events.ClientReady);
  await client.login(discord.token);
  await ready;
  return { client, faults, [Symbol.asyncDispose]: () => client.destroy() };
}

/** Ada in the general channel: where most tests happen. */
export const inGeneral = (discord: PretendDiscord) => ({
  personId: discord.people.ada.id,
  channelId: discord.channels.general.id,
});

export const register = async (client: Client, commands: readonly ApplicationCommandDataResolvable[]) => {
  await client.application?.commands.set(commands);
};

/** A call without the client, for what it would not send or does not show. */
export async function rest(discord: PretendDiscord, method: string, path: string, body?: unknown) {
  const isForm = body instanceof FormData;
  const answer = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: {
      authorization: `Bot ${discord.token}`,
      ...(!isForm && body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : undefined };
}

/** Real time that a test can push forward. */
export function createTime() {
  let skew = 0;
  const clock: Clock = { ...systemClock, now: () => Date.now() + skew };
  return {
    clock,
    pass: (ms: number) => {
      skew += ms;
    },
  };
}
