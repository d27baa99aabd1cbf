import type { Environment } from './load-config.ts';

/** The environment of this process. The only place in the bot that reads it. */
export const readEnvironment = (): Environment => process.env;
