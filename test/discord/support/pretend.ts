import { REST } from 'discord.js';
import { onTestFinished } from 'vitest';
import { makeRequest } from '#discord/make-request.ts';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import { startDiscord } from '#test/sandbox/discord/bower.ts';

/** A pretend Discord that is gone after the test. */
export async function pretendDiscord(options: Parameters<typeof startDiscord>[0] = {}): Promise<PretendDiscord> {
  const discord = await startDiscord(options);
  onTestFinished(() => discord[Symbol.asyncDispose]());
  return discord;
}

/** A REST client as the bot's. */
export const restTo = ({ apiUrl, token }: Pick<PretendDiscord, 'apiUrl' | 'token'>): REST =>
  new REST({ api: apiUrl, version: '10', makeRequest }).setToken(token);

/** Calls so far by method and path, below a path. */
export const callsTo = (discord: PretendDiscord, below: string): readonly string[] =>
  discord
    .calls()
    .filter(({ path }) => path.includes(below))
    .map(({ method, status }) => `${method} ${status}`);
