import * as z from 'zod';
import { snowflake } from '#domain/snowflake.ts';
import { apiUrl, discordApiUrl, publicUrl } from './url.ts';
import {
  concurrency,
  credential,
  databaseFile,
  days,
  gigabytes,
  headerSecret,
  hostList,
  listenHost,
  logLevel,
  MEDIA_DEFAULT_BYTES,
  port,
  RETENTION_DEFAULT_MS,
  secrets,
  signingSecret,
} from './values.ts';

/** Every variable that is read, with its rule and, where there is one, its default. */
export const variables = z.object({
  DISCORD_TOKEN: credential('bot token'),
  DISCORD_API_URL: discordApiUrl.default('https://discord.com/api'),
  DISCORD_GUILD_ID: z
    .string()
    .refine((id) => snowflake.safeParse(id).success, 'must be the id of a server: digits only')
    .optional(),
  PUBLIC_URL: publicUrl.optional(),
  HOST: listenHost.default('0.0.0.0'),
  PORT: port.default(8080),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: databaseFile.optional(),
  TRACK_ID_SECRET: secrets.optional(),
  MODELSLAB_API_KEY: credential('API key').optional(),
  MODELSLAB_API_URL: apiUrl.default('https://modelslab.com/api'),
  MODELSLAB_MAX_CONCURRENCY: concurrency.default(5),
  APIMART_API_KEY: credential('API key').optional(),
  APIMART_API_URL: apiUrl.default('https://api.apimart.ai'),
  APIMART_MAX_CONCURRENCY: concurrency.default(5),
  EACHLABS_API_KEY: credential('API key').optional(),
  EACHLABS_API_URL: apiUrl.default('https://api.eachlabs.ai'),
  EACHLABS_MAX_CONCURRENCY: concurrency.default(5),
  EACHLABS_WEBHOOK_SECRET: headerSecret.optional(),
  REPLICATE_API_KEY: credential('API token').optional(),
  REPLICATE_API_URL: apiUrl.default('https://api.replicate.com'),
  REPLICATE_MAX_CONCURRENCY: concurrency.default(5),
  REPLICATE_WEBHOOK_SECRET: signingSecret.optional(),
  MEDIA_ALLOWED_HOSTS: hostList.default(new Set<string>()),
  MEDIA_RETENTION_DAYS: days.default(RETENTION_DEFAULT_MS),
  MEDIA_MAX_GIGABYTES: gigabytes.default(MEDIA_DEFAULT_BYTES),
  LOG_LEVEL: logLevel.default('info'),
});

export type Variables = z.infer<typeof variables>;
export type VariableName = keyof Variables;

/** Any of them makes the bot useful. */
export const PROVIDER_KEYS = [
  'MODELSLAB_API_KEY',
  'APIMART_API_KEY',
  'EACHLABS_API_KEY',
  'REPLICATE_API_KEY',
] as const satisfies readonly VariableName[];

/** What a fault shows beside its complaint. */
export const EXAMPLES: Readonly<Record<VariableName, string>> = {
  DISCORD_TOKEN: '<the token from the Bot page of your application at https://discord.com/developers/applications>',
  DISCORD_API_URL: 'https://discord.com/api',
  DISCORD_GUILD_ID: '197038439483310086',
  PUBLIC_URL: 'https://bot.example.org',
  HOST: '0.0.0.0',
  PORT: '8080',
  DATA_DIR: './data',
  DATABASE_URL: 'file:./data/bowerbird.db',
  TRACK_ID_SECRET: '<what openssl rand -hex 32 prints>',
  MODELSLAB_API_KEY: '<the key from the API keys page of your ModelsLab account>',
  MODELSLAB_API_URL: 'https://modelslab.com/api',
  MODELSLAB_MAX_CONCURRENCY: '5',
  APIMART_API_KEY: '<a key from https://apimart.ai/keys>',
  APIMART_API_URL: 'https://api.apimart.ai',
  APIMART_MAX_CONCURRENCY: '5',
  EACHLABS_API_KEY: '<the key from the API keys page of your each::labs account>',
  EACHLABS_API_URL: 'https://api.eachlabs.ai',
  EACHLABS_MAX_CONCURRENCY: '5',
  EACHLABS_WEBHOOK_SECRET: '<what openssl rand -hex 32 prints>',
  REPLICATE_API_KEY: '<a token from https://replicate.com/account/api-tokens>',
  REPLICATE_API_URL: 'https://api.replicate.com',
  REPLICATE_MAX_CONCURRENCY: '5',
  REPLICATE_WEBHOOK_SECRET: '<the key that GET https://api.replicate.com/v1/webhooks/default/secret answers with>',
  MEDIA_ALLOWED_HOSTS: 'files.example.org,media.internal:9000',
  MEDIA_RETENTION_DAYS: '30',
  MEDIA_MAX_GIGABYTES: '20',
  LOG_LEVEL: 'info',
};
