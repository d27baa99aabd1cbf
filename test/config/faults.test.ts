import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { formatFaults } from '#config/fault.ts';
import { loadConfig } from '#config/load-config.ts';
import { readEnvironment } from '#config/read-environment.ts';
import { EXAMPLES } from '#config/variables.ts';

const NOTHING_RIGHT = {
  DISCORD_TOKEN: 'hush token-in-two-words',
  DISCORD_API_URL: 'https://hush:hush@discord.com/api',
  DISCORD_GUILD_ID: 'hush',
  PUBLIC_URL: 'http://hush.example.org',
  HOST: 'hush hush',
  PORT: 'hush',
  DATABASE_URL: 'hush',
  TRACK_ID_SECRET: 'hush',
  MODELSLAB_API_KEY: 'hush key-in-two-words',
  MODELSLAB_API_URL: 'hush',
  MODELSLAB_MAX_CONCURRENCY: 'hush',
  APIMART_API_KEY: 'hush key-in-two-words',
  APIMART_API_URL: 'hush',
  APIMART_MAX_CONCURRENCY: 'hush',
  EACHLABS_API_KEY: 'hush key-in-two-words',
  EACHLABS_API_URL: 'hush',
  EACHLABS_MAX_CONCURRENCY: 'hush',
  EACHLABS_WEBHOOK_SECRET: 'hush',
  REPLICATE_API_KEY: 'hush key-in-two-words',
  REPLICATE_API_URL: 'hush',
  REPLICATE_MAX_CONCURRENCY: 'hush',
  REPLICATE_WEBHOOK_SECRET: 'hush',
  MEDIA_ALLOWED_HOSTS: 'hush//',
  MEDIA_RETENTION_DAYS: 'hush',
  MEDIA_MAX_GIGABYTES: 'hush',
  LOG_LEVEL: 'hush',
};

const ANY_KEY = 'MODELSLAB_API_KEY or APIMART_API_KEY or EACHLABS_API_KEY or REPLICATE_API_KEY';

function faultsOf(environment: Readonly<Record<string, string>>) {
  const loaded = loadConfig(environment);
  return loaded.ok ? [] : loaded.faults;
}

describe('faults', () => {
  it('are told all at once, one for each variable', () => {
    const named = faultsOf(NOTHING_RIGHT).map(({ variable }) => variable);
    expect(named.toSorted()).toStrictEqual(Object.keys(NOTHING_RIGHT).toSorted());
  });

  it('name a missing provider key beside all other faults', () => {
    expect(faultsOf({ PORT: 'x' }).map(({ variable }) => variable)).toStrictEqual(['DISCORD_TOKEN', 'PORT', ANY_KEY]);
  });

  it('never hold a value, since any value could be a secret in the wrong place', () => {
    expect(formatFaults(faultsOf(NOTHING_RIGHT))).not.toMatch(/hush/i);
  });

  it('become lines that say which variable, what is wrong and what would be right', () => {
    expect(formatFaults(faultsOf({ MODELSLAB_API_KEY: 'key', DISCORD_TOKEN: 'token', PORT: '99999' }))).toBe(
      [
        'Bowerbird cannot start: 1 setting needs attention.',
        '',
        '  PORT must be a whole number from 0 to 65535',
        '    example: PORT=8080',
        '',
        'Set them in the environment or in a file named .env; .env.example explains each of them.',
        '',
      ].join('\n'),
    );
  });
});

describe('examples', () => {
  it('are right themselves', () => {
    const examples = Object.entries(EXAMPLES).map(([name, value]) => [name, value.startsWith('<') ? undefined : value]);
    const needed = { DISCORD_TOKEN: 'token', MODELSLAB_API_KEY: 'key' };
    const given = Object.fromEntries(examples.filter(([, value]) => value !== undefined));
    expect(faultsOf({ ...given, ...needed })).toStrictEqual([]);
  });

  it('stand in .env.example, every variable once and no other, with defaults that are the real ones', () => {
    const file = readFileSync(join(import.meta.dirname, '..', '..', '.env.example'), 'utf8');
    const offered = parseEnv(file.replaceAll(/^#(?=[A-Z_]+=)/gm, ''));
    expect(Object.keys(offered).toSorted()).toStrictEqual(Object.keys(EXAMPLES).toSorted());
    const needed = { DISCORD_TOKEN: 'token', MODELSLAB_API_KEY: 'key' };
    expect(loadConfig({ ...offered, ...needed })).toStrictEqual(loadConfig(needed));
  });

  it('leave a copied .env.example with nothing to fill in but the token and a key', () => {
    const file = readFileSync(join(import.meta.dirname, '..', '..', '.env.example'), 'utf8');
    const copied = Object.fromEntries(Object.entries(parseEnv(file)).map(([name, value]) => [name, value ?? '']));
    expect(faultsOf(copied).map(({ variable }) => variable)).toStrictEqual(['DISCORD_TOKEN', ANY_KEY]);
  });
});

it('the environment that is read is the one of the process', () => {
  expect(readEnvironment()).toHaveProperty('PATH');
});
