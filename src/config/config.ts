/** The log levels of pino, from the loudest; `silent` writes nothing. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** How to reach a generation service. */
export type ProviderConfig = {
  readonly apiKey: string;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  /** Jobs in flight there at the same time. */
  readonly maxConcurrency: number;
};

export type EachlabsConfig = ProviderConfig & {
  /** Proves that a callback comes from there. Absent: one is generated and kept in the data folder. */
  readonly webhookSecret?: string;
};

export type ReplicateConfig = ProviderConfig & {
  /** `whsec_…`, proves that a callback comes from there. Absent: the service is asked for it. */
  readonly webhookSecret?: string;
};

/** What the environment says, checked and complete. */
export type Config = {
  readonly discord: {
    readonly token: string;
    /** REST base without the version and without a slash at the end. */
    readonly apiUrl: string;
    /** The only guild to register commands in; absent: everywhere. */
    readonly guildId?: string;
  };
  /** Where providers reach this process, without a slash at the end. Absent: results are polled. */
  readonly publicUrl?: string;
  readonly http: { readonly host: string; readonly port: number };
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute. */
  readonly databasePath: string;
  /** The first signs, all verify. Absent: one is generated and kept in the data folder. */
  readonly trackIdSecrets?: readonly string[];
  /** Those that have a key; never empty. */
  readonly providers: {
    readonly modelslab?: ProviderConfig;
    readonly apimart?: ProviderConfig;
    readonly eachlabs?: EachlabsConfig;
    readonly replicate?: ReplicateConfig;
  };
  /** `host` or `host:port`, lower case: exempt from the public-address rule for media downloads. */
  readonly mediaAllowedHosts: ReadonlySet<string>;
  /** How long a stored file is kept, in milliseconds; `Infinity`: until there is no room for it. */
  readonly mediaRetentionMs: number;
  /** Of all stored files together; `Infinity`: as much as the disk holds. */
  readonly mediaStoreBytes: number;
  /** Where programs are looked for, as the system writes it; absent: nowhere. */
  readonly searchPath?: string;
  readonly logLevel: LogLevel;
};
