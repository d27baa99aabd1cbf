import { createLogger } from '#telemetry/logger.ts';
import { startApp } from './app.ts';
import { createClosing } from './closing.ts';
import { enter } from './entry.ts';

/** How long a stop may take: process managers wait ten seconds before they kill. */
const STOP_WITHIN_MS = 9_000;

await enter(async (config) => {
  const { discord, providers, trackIdSecrets = [], logLevel } = config;
  const ofProviders = Object.values(providers).flatMap(secretsOf);
  const logger = createLogger({ level: logLevel, secrets: [discord.token, ...ofProviders, ...trackIdSecrets] });
  const closing = createClosing((error) => logger.error({ err: error }, 'a part did not close'));

  const stop = (reason: string, code: number) => {
    logger.info({ reason }, 'stopping');
    // What is still in hand then is on disk, and the next start takes it up.
    setTimeout(() => process.exit(code), STOP_WITHIN_MS).unref();
    void closing.close().then(() => process.exit(code));
  };
  process.once('SIGTERM', () => stop('SIGTERM', 0));
  process.once('SIGINT', () => stop('SIGINT', 0));
  // Started again, the process finds out why, and says so if a person can mend it.
  const lost = (what: string) => stop(what, 1);

  try {
    await startApp({ config, logger, closing, lost });
  } catch (error) {
    await closing.close();
    throw error;
  }
});

/** What must not be seen in the log of a provider's settings. */
function secretsOf({ apiKey, ...settings }: { readonly apiKey: string; readonly webhookSecret?: string }): string[] {
  return settings.webhookSecret === undefined ? [apiKey] : [apiKey, settings.webhookSecret];
}
