import type { Logger } from '#domain/ports/logger.ts';
import { sinceDawn } from './chronicle.ts';
import type { Court } from './invariants/violation.ts';

const silent = () => {};

type Deps = { readonly now: () => number; readonly court: Court; readonly hear: ((line: string) => void) | undefined };

/** What no outside can make happen: a bug of the product, or of this world. */
const BUG = /\b(?:TypeError|ReferenceError|RangeError|SyntaxError|AssertionError)\b/;

/** A log that somebody may listen to, by the world's time. */
export function createLogger({ now, court, hear }: Deps): Logger {
  const say = (level: string) => (fields: object, message: string) => {
    const line = `${sinceDawn(now())} ${level} ${message} ${JSON.stringify(fields, tellErrors)}`;
    court.check(!BUG.test(line), 'no bug is logged', () => line);
    hear?.(line);
  };
  return { debug: silent, info: silent, warn: say('warn'), error: say('error') };
}

const tellErrors = (_key: string, value: unknown): unknown =>
  value instanceof Error ? (value.stack ?? String(value)) : value;
