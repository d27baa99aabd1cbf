import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '#config/load-config.ts';

const SECRET = 'a'.repeat(32);
const SIGNING_SECRET = `whsec_${'d'.repeat(31)}=`;
const needed = { DISCORD_TOKEN: 'bot-token', MODELSLAB_API_KEY: 'provider-key' };

function configOf(environment: Readonly<Record<string, string | undefined>>) {
  const loaded = loadConfig({ ...needed, ...environment });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.config;
}

function problemOf(variable: string, value: string | undefined): string | undefined {
  const loaded = loadConfig({ ...needed, [variable]: value });
  return loaded.ok ? undefined : loaded.faults.find((fault) => fault.variable === variable)?.problem;
}

describe('a configuration', () => {
  it('needs a bot token and one provider key; everything else has a default', () => {
    expect(configOf({})).toStrictEqual({
      discord: { token: 'bot-token', apiUrl: 'https://discord.com/api' },
      http: { host: '0.0.0.0', port: 8080 },
      dataDir: resolve('data'),
      databasePath: resolve('data/bowerbird.db'),
      providers: {
        modelslab: { apiKey: 'provider-key', apiUrl: 'https://modelslab.com/api', maxConcurrency: 5 },
      },
      mediaAllowedHosts: new Set(),
      mediaRetentionMs: 30 * 86_400_000,
      mediaStoreBytes: 20e9,
      logLevel: 'info',
    });
  });

  it('carries every variable that is set', () => {
    const environment = {
      DISCORD_API_URL: 'http://127.0.0.1:4000/discord/',
      DISCORD_GUILD_ID: '197038439483310086',
      PUBLIC_URL: 'https://bot.example.org/bowerbird/',
      HOST: '::1',
      PORT: '0',
      DATA_DIR: '/var/lib/bowerbird',
      DATABASE_URL: 'file:/var/db/jobs.db',
      TRACK_ID_SECRET: `${SECRET}, ${'b'.repeat(40)}`,
      MODELSLAB_API_URL: 'http://proxy.internal:8080/modelslab',
      MODELSLAB_MAX_CONCURRENCY: '12',
      APIMART_API_KEY: 'apimart-key',
      APIMART_API_URL: 'http://proxy.internal:8080/apimart/',
      APIMART_MAX_CONCURRENCY: '7',
      EACHLABS_API_KEY: 'eachlabs-key',
      EACHLABS_API_URL: 'http://proxy.internal:8080/eachlabs',
      EACHLABS_MAX_CONCURRENCY: '3',
      EACHLABS_WEBHOOK_SECRET: 'c'.repeat(32),
      REPLICATE_API_KEY: 'replicate-key',
      REPLICATE_API_URL: 'http://proxy.internal:8080/replicate/',
      REPLICATE_MAX_CONCURRENCY: '9',
      REPLICATE_WEBHOOK_SECRET: SIGNING_SECRET,
      MEDIA_ALLOWED_HOSTS: 'Files.example.org, 127.0.0.1:9000,[::1]:9001',
      MEDIA_RETENTION_DAYS: '7',
      MEDIA_MAX_GIGABYTES: '150',
      PATH: '/usr/local/bin:/usr/bin',
      LOG_LEVEL: 'Silent',
    };
    expect(configOf(environment)).toStrictEqual({
      discord: { token: 'bot-token', apiUrl: 'http://127.0.0.1:4000/discord', guildId: '197038439483310086' },
      publicUrl: 'https://bot.example.org/bowerbird',
      http: { host: '::1', port: 0 },
      dataDir: '/var/lib/bowerbird',
      databasePath: '/var/db/jobs.db',
      trackIdSecrets: [SECRET, 'b'.repeat(40)],
      providers: {
        modelslab: { apiKey: 'provider-key', apiUrl: 'http://proxy.internal:8080/modelslab', maxConcurrency: 12 },
        apimart: { apiKey: 'apimart-key', apiUrl: 'http://proxy.internal:8080/apimart', maxConcurrency: 7 },
        eachlabs: {
          apiKey: 'eachlabs-key',
          apiUrl: 'http://proxy.internal:8080/eachlabs',
          maxConcurrency: 3,
          webhookSecret: 'c'.repeat(32),
        },
        replicate: {
          apiKey: 'replicate-key',
          apiUrl: 'http://proxy.internal:8080/replicate',
          maxConcurrency: 9,
          webhookSecret: SIGNING_SECRET,
        },
      },
      mediaAllowedHosts: new Set(['files.example.org', '127.0.0.1:9000', '[::1]:9001']),
      mediaRetentionMs: 7 * 86_400_000,
      mediaStoreBytes: 150e9,
      searchPath: '/usr/local/bin:/usr/bin',
      logLevel: 'silent',
    });
  });

  it.each([
    ['MODELSLAB_API_KEY', { modelslab: { apiUrl: 'https://modelslab.com/api' } }],
    ['APIMART_API_KEY', { apimart: { apiUrl: 'https://api.apimart.ai' } }],
    ['EACHLABS_API_KEY', { eachlabs: { apiUrl: 'https://api.eachlabs.ai' } }],
    ['REPLICATE_API_KEY', { replicate: { apiUrl: 'https://api.replicate.com' } }],
  ])('is content with %s alone, and has no service whose key is not set', (key, service) => {
    const loaded = loadConfig({ DISCORD_TOKEN: 'bot-token', EACHLABS_WEBHOOK_SECRET: SECRET, [key]: 'a-key' });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    expect(loaded.config.providers).toMatchObject(service);
    expect(Object.keys(loaded.config.providers)).toStrictEqual(Object.keys(service));
    expect(Object.values(loaded.config.providers)).toMatchObject([{ apiKey: 'a-key', maxConcurrency: 5 }]);
  });

  it('leaves the secret of each::labs to be generated, and that of Replicate to be asked for, where none is set', () => {
    const { eachlabs, replicate } = configOf({ EACHLABS_API_KEY: 'a-key', REPLICATE_API_KEY: 'a-key' }).providers;
    expect(eachlabs).not.toHaveProperty('webhookSecret');
    expect(replicate).not.toHaveProperty('webhookSecret');
  });

  it('keeps the database in the data folder unless it is told otherwise', () => {
    expect(configOf({ DATA_DIR: '/srv/bower' }).databasePath).toBe('/srv/bower/bowerbird.db');
  });

  it('keeps files for ever, or as many as there are, where the bound is 0', () => {
    const { mediaRetentionMs, mediaStoreBytes } = configOf({ MEDIA_RETENTION_DAYS: '0', MEDIA_MAX_GIGABYTES: '0' });
    expect([mediaRetentionMs, mediaStoreBytes]).toStrictEqual([Infinity, Infinity]);
  });

  it('takes an empty variable, or one of blanks, for one that is not set', () => {
    const blank = { PUBLIC_URL: '', PORT: ' ', TRACK_ID_SECRET: '', DISCORD_GUILD_ID: '\t', LOG_LEVEL: '' };
    expect(configOf(blank)).toStrictEqual(configOf({}));
    expect(problemOf('DISCORD_TOKEN', '')).toBe('is not set');
  });

  it('takes the blanks off that copying and Windows line ends leave around a value', () => {
    expect(configOf({ DISCORD_TOKEN: ' bot-token\r' }).discord.token).toBe('bot-token');
  });
});

describe('PUBLIC_URL', () => {
  it.each([
    ['https://bot.example.org', 'https://bot.example.org'],
    ['https://bot.example.org/', 'https://bot.example.org'],
    ['https://bot.example.org:8443/a/b//', 'https://bot.example.org:8443/a/b'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://bower.localhost/x', 'http://bower.localhost/x'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['http://127.8.9.1', 'http://127.8.9.1'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%s is taken as %s', (given, taken) => {
    expect(configOf({ PUBLIC_URL: given }).publicUrl).toBe(taken);
  });

  it.each([
    ['http://bot.example.org', 'must begin with https://'],
    ['http://127.0.0.1.example.org', 'must begin with https://'],
    ['http://192.168.1.4', 'must begin with https://'],
    ['http://localhost.example.org', 'must begin with https://'],
    ['bot.example.org', 'is not a web address'],
    ['localhost:8080', 'is not a web address'],
    ['ftp://bot.example.org', 'is not a web address'],
    ['https://', 'is not a web address'],
    ['https://bot.example.org/?a=b', 'must not hold a query (what follows a ?)'],
    ['https://bot.example.org/?', 'must not hold a query (what follows a ?)'],
    ['https://bot.example.org/#top', 'must not hold a fragment (what follows a #)'],
    ['https://ada:word@bot.example.org', 'must not hold a user name or a password'],
    ['https://ada@bot.example.org', 'must not hold a user name or a password'],
  ])('%s is refused: %s', (given, problem) => {
    expect(problemOf('PUBLIC_URL', given)).toBe(problem);
  });
});

describe('a database file', () => {
  it.each([
    ['file:./jobs.db', resolve('jobs.db')],
    ['file:jobs.db', resolve('jobs.db')],
    ['file:/srv/jobs.db', '/srv/jobs.db'],
    ['file:///srv/my%20jobs.db', '/srv/my jobs.db'],
  ])('%s lies at %s', (given, path) => {
    expect(configOf({ DATABASE_URL: given }).databasePath).toBe(path);
  });

  it.each([
    'postgres://db/bower',
    'jobs.db',
    ':memory:',
    'file::memory:',
    'file:',
    'file:./folder/',
    'file:jobs.db?mode=memory',
    'file://elsewhere/jobs.db',
  ])('%s is refused', (given) => {
    expect(problemOf('DATABASE_URL', given)).toBe('must be file: and the path of a SQLite file');
  });
});

describe('a value out of bounds is refused', () => {
  it.each([
    ['PORT', '65536', 'must be a whole number from 0 to 65535'],
    ['PORT', '80a', 'must be a whole number from 0 to 65535'],
    ['PORT', '-1', 'must be a whole number from 0 to 65535'],
    ['MODELSLAB_MAX_CONCURRENCY', '0', 'must be a whole number from 1 to 1000'],
    ['MODELSLAB_MAX_CONCURRENCY', '2.5', 'must be a whole number from 1 to 1000'],
    ['APIMART_MAX_CONCURRENCY', '0', 'must be a whole number from 1 to 1000'],
    ['APIMART_API_KEY', 'Bearer sk-1', 'must be the API key alone, without a space in it'],
    ['EACHLABS_MAX_CONCURRENCY', '1001', 'must be a whole number from 1 to 1000'],
    ['EACHLABS_API_URL', 'api.eachlabs.ai', 'is not a web address'],
    ['EACHLABS_WEBHOOK_SECRET', 'short', 'must have at least 32 characters'],
    ['EACHLABS_WEBHOOK_SECRET', `ü${SECRET}`, 'must consist of ASCII characters without a space'],
    ['EACHLABS_WEBHOOK_SECRET', `${SECRET} ${SECRET}`, 'must consist of ASCII characters without a space'],
    ['REPLICATE_API_KEY', 'Bearer r8_1', 'must be the API token alone, without a space in it'],
    ['REPLICATE_WEBHOOK_SECRET', 'd'.repeat(32), 'must be whsec_ and the key that follows it'],
    ['REPLICATE_WEBHOOK_SECRET', 'whsec_', 'must be whsec_ and the key that follows it'],
    ['REPLICATE_WEBHOOK_SECRET', `${SIGNING_SECRET},${SIGNING_SECRET}`, 'must be whsec_ and the key that follows it'],
    ['HOST', 'http://0.0.0.0', 'must be an address or a host name, without http:// or a port'],
    ['DISCORD_GUILD_ID', 'my server', 'must be the id of a server: digits only'],
    ['DISCORD_TOKEN', 'Bot abc', 'must be the bot token alone, without a space in it'],
    ['DISCORD_API_URL', 'https://discord.com/api/v10', 'must not name a version: leave the /v10 at its end out'],
    ['MODELSLAB_API_URL', 'modelslab', 'is not a web address'],
    ['LOG_LEVEL', 'loud', 'must be one of trace, debug, info, warn, error, fatal, silent'],
    ['MEDIA_ALLOWED_HOSTS', 'a.example.org,http://b.example.org', 'number 2 is neither'],
    ['MEDIA_ALLOWED_HOSTS', 'a.example.org/path', 'number 1 is neither'],
    ['MEDIA_RETENTION_DAYS', '-1', 'must be a whole number from 0 to 36500'],
    ['MEDIA_RETENTION_DAYS', '30d', 'must be a whole number from 0 to 36500'],
    ['MEDIA_MAX_GIGABYTES', '1.5', 'must be a whole number from 0 to 1000000'],
    ['MEDIA_MAX_GIGABYTES', '20000000000', 'must be a whole number from 0 to 1000000'],
    ['TRACK_ID_SECRET', 'short', 'must have at least 32 characters'],
    ['TRACK_ID_SECRET', `${SECRET},short`, 'must have at least 32 characters: number 2 of 2 is shorter'],
    ['TRACK_ID_SECRET', ',', 'must have at least 32 characters'],
  ])('%s=%s: %s', (variable, value, problem) => {
    expect(problemOf(variable, value)).toContain(problem);
  });
});
