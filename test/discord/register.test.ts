import { Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '#commands/index.ts';
import { registerCommands } from '#discord/register.ts';
import { registerOnce } from '#discord/register-once.ts';
import { TokenRefusedError } from '#discord/token-refused.ts';
import { callsTo, pretendDiscord, restTo } from './support/pretend.ts';

const DATA = COMMANDS.map(({ data }) => data);
const [first, ...others] = DATA;

async function stage({ inGuild = false } = {}) {
  const discord = await pretendDiscord();
  const options = {
    rest: restTo(discord),
    applicationId: discord.bot.id,
    guildId: inGuild ? discord.guild.id : undefined,
  };
  let heard = 0;
  return {
    discord,
    register: (commands = DATA) => registerCommands({ ...options, commands }),
    /** The calls since this was last asked. */
    calls: () => {
      const fresh = callsTo(discord, '/commands').slice(heard);
      heard += fresh.length;
      return fresh;
    },
    names: () => discord.commands().map(({ name }) => name),
  };
}

describe.each([{ inGuild: false }, { inGuild: true }])('registering (in a guild: $inGuild)', ({ inGuild }) => {
  test('creates what is not there, and sends nothing the second time', async () => {
    const { register, calls, names, discord } = await stage({ inGuild });
    expect(await register()).toStrictEqual({
      created: DATA.map(({ name }) => name),
      updated: [],
      deleted: [],
      unchanged: 0,
    });
    expect(names()).toStrictEqual(DATA.map(({ name }) => name));
    const home = inGuild ? discord.guild.id : undefined;
    expect(discord.commands().every(({ guild_id }) => guild_id === home)).toBe(true);
    expect(calls()).toStrictEqual(['GET 200', ...DATA.map(() => 'POST 201')]);

    expect(await register()).toStrictEqual({ created: [], updated: [], deleted: [], unchanged: DATA.length });
    expect(calls()).toStrictEqual(['GET 200']);
  });

  test('sends only the one that changed, which keeps its id', async () => {
    const { register, calls, discord } = await stage({ inGuild });
    await register();
    calls();
    const before = discord.commands().map(({ id }) => id);
    if (!first) throw new Error('there are commands');
    const changed = [{ ...first, description: 'Another description' }, ...others];
    expect(await register(changed)).toMatchObject({ updated: [first.name], created: [], deleted: [] });
    expect(calls()).toStrictEqual(['GET 200', 'POST 200']);
    expect(discord.commands().map(({ id }) => id)).toStrictEqual(before);
    expect(discord.commands()[0]?.description).toBe('Another description');
  });

  test('deletes the one that is gone', async () => {
    const { register, calls, names } = await stage({ inGuild });
    await register();
    calls();
    expect(await register(others)).toMatchObject({ deleted: [first?.name], unchanged: others.length });
    expect(calls()).toStrictEqual(['GET 200', 'DELETE 204']);
    expect(names()).toStrictEqual(others.map(({ name }) => name));
  });
});

test('commands of other kinds, which are not ours to know, are left alone', async () => {
  const { register, discord, names } = await stage();
  const menu = { type: 3, name: 'Somebody else’s' };
  await restTo(discord).post(Routes.applicationCommands(discord.bot.id), { body: menu });
  expect(await register()).toMatchObject({ deleted: [] });
  expect(names()).toContain('Somebody else’s');
});

describe('registering without going online', () => {
  test('finds out by itself whose commands they are', async () => {
    const { apiUrl, token, commands } = await pretendDiscord();
    const { created } = await registerOnce({ token, apiUrl, guildId: undefined, commands: DATA });
    expect(created).toHaveLength(DATA.length);
    expect(commands()).toHaveLength(DATA.length);
  });

  test('says so when the token is refused', async () => {
    const { apiUrl } = await pretendDiscord();
    const registering = registerOnce({ token: 'stale', apiUrl, guildId: undefined, commands: DATA });
    await expect(registering).rejects.toBeInstanceOf(TokenRefusedError);
  });
});
