import { join, resolve } from 'node:path';
import type { ZodError } from 'zod';
import type { Config } from './config.ts';
import type { Fault } from './fault.ts';
import { EXAMPLES, PROVIDER_KEYS, type VariableName, type Variables, variables } from './variables.ts';

/** The environment as the process got it, or as a test made it up. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type Loaded =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Checks the whole environment at once; an empty variable counts as one that is not set. */
export function loadConfig(environment: Environment): Loaded {
  const given = onlySet(environment);
  const checked = variables.safeParse(given);
  const faults = [...faultsOf(checked.error), ...faultOfProviders(given)];
  if (!checked.success || faults.length > 0) return { ok: false, faults };
  const { PATH: searchPath } = given;
  return { ok: true, config: { ...toConfig(checked.data), ...(searchPath !== undefined && { searchPath }) } };
}

/** Blanks around a value come with copying and with Windows line ends. */
const onlySet = (environment: Environment): Environment =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );

const isVariable = (name: unknown): name is VariableName => typeof name === 'string' && Object.hasOwn(EXAMPLES, name);

const fault = (name: VariableName, problem: string): Fault => ({
  variable: name,
  problem,
  example: `${name}=${EXAMPLES[name]}`,
});

function faultsOf(error: ZodError | undefined): readonly Fault[] {
  return (error?.issues ?? []).flatMap(({ path: [name], message }) => (isVariable(name) ? fault(name, message) : []));
}

function faultOfProviders(given: Environment): readonly Fault[] {
  if (PROVIDER_KEYS.some((name) => given[name] !== undefined)) return [];
  const problem = 'is not set, and at least one generation service is needed';
  return [{ ...fault(PROVIDER_KEYS[0], problem), variable: PROVIDER_KEYS.join(' or ') }];
}

function toConfig(checked: Variables): Config {
  const dataDir = resolve(checked.DATA_DIR);
  return {
    discord: {
      token: checked.DISCORD_TOKEN,
      apiUrl: checked.DISCORD_API_URL,
      ...(checked.DISCORD_GUILD_ID !== undefined && { guildId: checked.DISCORD_GUILD_ID }),
    },
    ...(checked.PUBLIC_URL !== undefined && { publicUrl: checked.PUBLIC_URL }),
    http: { host: checked.HOST, port: checked.PORT },
    dataDir,
    databasePath: checked.DATABASE_URL === undefined ? join(dataDir, 'bowerbird.db') : resolve(checked.DATABASE_URL),
    ...(checked.TRACK_ID_SECRET !== undefined && { trackIdSecrets: checked.TRACK_ID_SECRET }),
    providers: providersOf(checked),
    mediaAllowedHosts: checked.MEDIA_ALLOWED_HOSTS,
    mediaRetentionMs: checked.MEDIA_RETENTION_DAYS,
    mediaStoreBytes: checked.MEDIA_MAX_GIGABYTES,
    logLevel: checked.LOG_LEVEL,
  };
}

/** One block per service; a service without a key does not exist. */
function providersOf(checked: Variables): Config['providers'] {
  const { MODELSLAB_API_KEY, APIMART_API_KEY, EACHLABS_API_KEY, EACHLABS_WEBHOOK_SECRET } = checked;
  const { REPLICATE_API_KEY, REPLICATE_WEBHOOK_SECRET } = checked;
  return {
    ...(MODELSLAB_API_KEY !== undefined && {
      modelslab: {
        apiKey: MODELSLAB_API_KEY,
        apiUrl: checked.MODELSLAB_API_URL,
        maxConcurrency: checked.MODELSLAB_MAX_CONCURRENCY,
      },
    }),
    ...(APIMART_API_KEY !== undefined && {
      apimart: {
        apiKey: APIMART_API_KEY,
        apiUrl: checked.APIMART_API_URL,
        maxConcurrency: checked.APIMART_MAX_CONCURRENCY,
      },
    }),
    ...(EACHLABS_API_KEY !== undefined && {
      eachlabs: {
        apiKey: EACHLABS_API_KEY,
        apiUrl: checked.EACHLABS_API_URL,
        maxConcurrency: checked.EACHLABS_MAX_CONCURRENCY,
        ...(EACHLABS_WEBHOOK_SECRET !== undefined && { webhookSecret: EACHLABS_WEBHOOK_SECRET }),
      },
    }),
    ...(REPLICATE_API_KEY !== undefined && {
      replicate: {
        apiKey: REPLICATE_API_KEY,
        apiUrl: checked.REPLICATE_API_URL,
        maxConcurrency: checked.REPLICATE_MAX_CONCURRENCY,
        ...(REPLICATE_WEBHOOK_SECRET !== undefined && { webhookSecret: REPLICATE_WEBHOOK_SECRET }),
      },
    }),
  };
}
