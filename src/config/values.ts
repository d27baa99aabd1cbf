import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { LOG_LEVELS } from './config.ts';

/** Shorter ones could be guessed; `openssl rand -hex 32` makes 64. */
const SECRET_MIN_CHARACTERS = 32;

const PORT_MAX = 65_535;

/** More at one service than any of them is known to allow; catches a slip of the finger. */
const CONCURRENCY_MAX = 1_000;

const wholeNumber = (min: number, max: number) => {
  const problem = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, problem)
    .transform(Number)
    .refine((value) => value >= min && value <= max, problem);
};

/** 0 lets the system choose. */
export const port = wholeNumber(0, PORT_MAX);

export const concurrency = wholeNumber(1, CONCURRENCY_MAX);

const DAY_MS = 24 * 60 * 60_000;

/** A century: catches a slip of the finger. */
const DAYS_MAX = 36_500;

/** As disks are sold: a gigabyte is a thousand million bytes. */
const GIGABYTE = 1_000_000_000;

/** A thousand terabytes: catches a size that was given in bytes or megabytes. */
const GIGABYTES_MAX = 1_000_000;

const orNoBound = (value: number): number => (value === 0 ? Number.POSITIVE_INFINITY : value);

/** A number of days, in milliseconds; 0 is no bound. */
export const days = wholeNumber(0, DAYS_MAX).transform((value) => orNoBound(value * DAY_MS));

/** A number of gigabytes, in bytes; 0 is no bound. */
export const gigabytes = wholeNumber(0, GIGABYTES_MAX).transform((value) => orNoBound(value * GIGABYTE));

/** What applies where nothing is set. */
export const RETENTION_DEFAULT_MS = 30 * DAY_MS;
export const MEDIA_DEFAULT_BYTES = 20 * GIGABYTE;

/** A token or key as it was handed out: one word. */
export const credential = (what: string) =>
  z.string('is not set').regex(/^\S+$/, `must be the ${what} alone, without a space in it`);

export const listenHost = z
  .string()
  .regex(/^[\w.:-]+$/, 'must be an address or a host name, without http:// or a port');

export const logLevel = z
  .string()
  .toLowerCase()
  .pipe(z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`));

const parts = (list: string): readonly string[] =>
  list.split(',').flatMap((part) => (part.trim() === '' ? [] : part.trim()));

const characters = (text: string): number => [...text].length;

/** Several with commas between them, so that an old one goes on being understood while a new one signs. */
export const secrets = z.string().transform((list, context): readonly string[] => {
  const given = parts(list);
  const short = given.findIndex((secret) => characters(secret) < SECRET_MIN_CHARACTERS) + 1;
  if (given.length > 0 && short === 0) return given;
  const which = given.length > 1 ? `: number ${short} of ${given.length} is shorter` : '';
  const message = `must have at least ${SECRET_MIN_CHARACTERS} characters${which}`;
  context.issues.push({ code: 'custom', input: undefined, message });
  return z.NEVER;
});

/** May travel as the value of an HTTP header, so only what a header carries unchanged. */
export const headerSecret = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'must consist of ASCII characters without a space')
  .min(SECRET_MIN_CHARACTERS, `must have at least ${SECRET_MIN_CHARACTERS} characters`);

/** As Standard Webhooks writes it: the key, at least 16 bytes, in base64. */
export const signingSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{22,}={0,2}$/, 'must be whsec_ and the key that follows it, as the service shows it');

/** A host name, an IPv4 address or an IPv6 address in brackets, with or without a port. */
const HOST = /^([a-z\d]([a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\])(:\d{1,5})?$/;

export const hostList = z.string().transform((list, context): ReadonlySet<string> => {
  const hosts = parts(list.toLowerCase());
  const wrong = hosts.findIndex((host) => !HOST.test(host)) + 1;
  if (wrong === 0) return new Set(hosts);
  const message = `must be host or host:port, with commas between several: number ${wrong} is neither`;
  context.issues.push({ code: 'custom', input: undefined, message });
  return z.NEVER;
});

/** `file:` and a path: relative (`file:./data/a.db`), absolute (`file:/data/a.db`) or as a URL (`file:///data/a.db`). */
export const databaseFile = z.string().transform((text, context): string => {
  const path = pathOf(text);
  if (path !== undefined) return path;
  context.issues.push({ code: 'custom', input: undefined, message: 'must be file: and the path of a SQLite file' });
  return z.NEVER;
});

function pathOf(text: string): string | undefined {
  if (!text.startsWith('file:') || /[?#]|:memory:/.test(text)) return undefined;
  const path = text.slice('file:'.length);
  if (!path.startsWith('//')) return path === '' || path.endsWith('/') ? undefined : path;
  const url = URL.parse(text);
  return url && url.hostname === '' && !url.pathname.endsWith('/') ? fileURLToPath(url) : undefined;
}
