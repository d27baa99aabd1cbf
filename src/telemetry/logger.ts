import { pino } from 'pino';
import type { Logger } from '#domain/ports/logger.ts';
import { tellFields } from './fields.ts';
import type { Output } from './gather.ts';
import { gather } from './gather.ts';
import { createScrub } from './scrub.ts';

/** pino's own, from the loudest; `silent` writes nothing. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

type Options = {
  readonly level: LogLevel;
  /** Values that must never be seen: tokens, keys, signing secrets. Replaced wherever they stand. */
  readonly secrets?: readonly string[];
  /** Takes whole lines; stdout when absent. */
  readonly destination?: Output;
};

export type SecretiveLogger = Logger & {
  /** One more value that must never be seen: a secret that was made or fetched after the start. */
  readonly keepOut: (secret: string) => void;
};

/**
 * One JSON object per line: `level`, `time` (ISO 8601, UTC), the fields, `msg`. An error belongs under `err` or `error`.
 * Secrets are kept out twice: by field name, and by value and shape over the finished line. Not by pino's own `redact`,
 * which knows no depth and takes ten times as long as everything else about a line.
 */
export function createLogger({ level, secrets = [], destination }: Options): SecretiveLogger {
  const scrub = createScrub(secrets);
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: tellFields },
      // pino's own would take the description of an error for an error.
      serializers: { err: (described) => described },
      hooks: { streamWrite: scrub.clean },
    },
    destination ?? stdout(),
  );
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
    keepOut: scrub.keepOut,
  };
}

function stdout(): Output {
  return gather(pino.destination({ fd: 1, sync: true }), (flush) => process.once('exit', flush));
}
