import { pino } from 'pino';
import type { Logger } from '#domain/ports/logger.ts';
import { describeError } from './describe-error.ts';
import { createScrub, REDACTED } from './scrub.ts';

/** pino's own, from the loudest; `silent` writes nothing. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

type Options = {
  readonly level: LogLevel;
  /** Values that must never be seen: tokens, keys, signing secrets. Replaced wherever they stand. */
  readonly secrets?: readonly string[];
  /** Takes whole lines; stdout when absent. */
  readonly destination?: { readonly write: (line: string) => void };
};

/** Field names whose value is a secret, down to two objects deep. */
const SECRET_FIELDS = [
  'token',
  'key',
  'apiKey',
  'secret',
  'password',
  'authorization',
  'Authorization',
  'cookie',
  'webhook',
  'webhookUrl',
  'trackId',
  'track_id',
];
const SECRET_PATHS = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * One JSON object per line: `level`, `time` (ISO 8601, UTC), the fields, `msg`. An error belongs under `err` or `error`.
 * Secrets are kept out twice: by field name, and by value and shape over the finished line.
 */
export function createLogger({ level, secrets = [], destination }: Options): Logger {
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError, error: describeError },
      redact: { paths: SECRET_PATHS, censor: REDACTED },
      hooks: { streamWrite: createScrub(secrets) },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}
