import { describeError } from './describe-error.ts';
import { REDACTED } from './scrub.ts';

/**
 * Field names whose value is a secret, whatever it is and however deep it lies: as a whole name, or as its end
 * (`botToken`, `x-api-key`). `answering` is how an interaction can be answered.
 */
const SECRET_FIELD =
  /(?:token|secret|password|passphrase|authorization|cookie|signature|credentials?|api[-_]?key|track[-_]?id|mac)$|^(?:key|webhook|webhook[-_]?url|answering)$/i;

/** Deeper than anything that is logged on purpose; what a library hangs onto its objects goes on and on. */
const DEPTH_MAX = 6;

/** Entries of one list or object that are told. */
const ENTRIES_MAX = 50;

/** The fields of a line as they may be written: errors described, secrets gone by name, bounded in depth and breadth. */
export function tellFields(fields: object): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const isError = name === 'err' || name === 'error';
    told[name] = isError ? tell(describeError(value), 1) : tellField(name, value, 1);
  }
  return told;
}

function tellField(name: string, value: unknown, depth: number): unknown {
  const isNothing = value === undefined || value === null || typeof value === 'boolean';
  return !isNothing && SECRET_FIELD.test(name) ? REDACTED : tell(value, depth);
}

function tell(value: unknown, depth: number): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return tell(describeError(value), depth);
  if (value instanceof Date || value instanceof URL) return value.toJSON();
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `${value.byteLength} bytes`;
  if (depth > DEPTH_MAX) return '…';
  if (Array.isArray(value)) return value.slice(0, ENTRIES_MAX).map((each) => tell(each, depth + 1));
  const entries = Object.entries(value).slice(0, ENTRIES_MAX);
  return Object.fromEntries(entries.map(([name, each]) => [name, tellField(name, each, depth + 1)]));
}
