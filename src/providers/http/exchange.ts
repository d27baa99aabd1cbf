import { buildConnector, Client } from 'undici';
import { readBounded } from './bounded-body.ts';
import { parseJson, redact } from './redact.ts';

/**
 * What became of one request.
 *
 * - `answered`: status and body arrived whole, as `json` where the body is JSON, as `bytes` where the request asked for
 *   bytes and the answer is a success of another type, else as `text` (redacted, shortened).
 * - `not_sent`: no connection came about (refused, no such name, connect time-out, TLS failure), so not one byte of the
 *   request left: proof that the other side did nothing.
 * - `unknown`: the connection stood, and then no whole answer came (reset, time-out, broken or oversized body).
 *
 * Neither the request nor an error object is ever part of it, because requests carry keys.
 */
export type Exchange =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      readonly json?: unknown;
      readonly text?: string;
      readonly bytes?: Uint8Array;
      /** From the header `Retry-After`, where it is a number of seconds. */
      readonly retryAfterMs?: number;
    }
  | { readonly outcome: 'not_sent'; readonly detail: string }
  | { readonly outcome: 'unknown'; readonly detail: string };

export type Answered = Extract<Exchange, { outcome: 'answered' }>;

/** What a request brings. A form goes as `multipart/form-data`. */
export type RequestBody =
  | { readonly json: object }
  | { readonly bytes: Uint8Array; readonly mediaType: string }
  | { readonly form: FormData };

type Sending = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly target: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  readonly timeoutMs: number;
};

type Bounds = {
  /** Kept out of every answer. */
  readonly secrets: readonly string[];
  readonly connectTimeoutMs: number;
  readonly maxBodyBytes: number;
  readonly wantsBytes: boolean;
};

/**
 * One request, one connection, closed with it. A kept connection may be closed by the other side in the moment of reuse,
 * and then nobody can tell whether the request arrived; a fresh one costs a handshake, and its connector tells exactly
 * whether anything can have been sent. Redirects are answers like any other. Never rejects for what the network or the
 * other side does.
 */
export async function exchange(sending: Sending, bounds: Bounds): Promise<Exchange> {
  const { method, target, timeoutMs } = sending;
  const { connectTimeoutMs, maxBodyBytes } = bounds;
  const { payload, type } = await encode(sending.body);
  const connector = buildConnector({ timeout: connectTimeoutMs, allowH2: false });
  let connected = false;
  const client = new Client(target.origin, {
    connect: (options, callback) =>
      connector(options, (...answer) => {
        connected ||= answer[0] === null;
        callback(...answer);
      }),
    pipelining: 0,
  });
  // A signal given to the request is heeded only once the connection stands; this ends the handshake as well.
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    void client.destroy(new Error('time-out'));
  }, timeoutMs);
  try {
    const headers = { ...HEADERS, ...type, ...lowerCased(sending.headers) };
    const answer = await client.request({ method, path: target.pathname + target.search, headers, body: payload });
    const content = await readBounded(answer.body, maxBodyBytes);
    if (!content) return { outcome: 'unknown', detail: `answer is longer than ${maxBodyBytes} bytes` };
    const { statusCode: status } = answer;
    return { outcome: 'answered', status, ...read(content, status, bounds), ...waitIn(answer.headers['retry-after']) };
  } catch (error) {
    const fault = timedOut ? 'time-out' : nameOf(error);
    if (connected) return { outcome: 'unknown', detail: `no whole answer: ${fault}` };
    return { outcome: 'not_sent', detail: `not connected: ${fault}` };
  } finally {
    clearTimeout(timer);
    await client.destroy();
  }
}

/** Compressed answers are declined: a few kilobytes gain nothing, and a bomb would pass the byte bound small. */
const HEADERS = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'bowerbird' } as const;

/** So that a header given twice in different spellings goes out once. */
const lowerCased = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

type Encoded = { readonly payload: Uint8Array | string | null; readonly type: { readonly 'content-type'?: string } };

async function encode(body: RequestBody | undefined): Promise<Encoded> {
  if (!body) return { payload: null, type: {} };
  if ('json' in body) return { payload: JSON.stringify(body.json), type: { 'content-type': 'application/json' } };
  if ('bytes' in body) return { payload: body.bytes, type: { 'content-type': body.mediaType } };
  const written = new Response(body.form);
  const type = { 'content-type': written.headers.get('content-type') ?? 'multipart/form-data' };
  return { payload: await written.bytes(), type };
}

function read(content: Uint8Array, status: number, { secrets, wantsBytes }: Bounds): Partial<Answered> {
  const text = new TextDecoder().decode(content);
  const json = parseJson(text, secrets);
  if (json !== undefined) return { json };
  return wantsBytes && status >= 200 && status < 300 ? { bytes: content } : { text: redact(text, secrets) };
}

function waitIn(header: string | string[] | undefined): { readonly retryAfterMs?: number } {
  const seconds = typeof header === 'string' && /^\d{1,6}$/.test(header.trim()) ? Number(header) : undefined;
  return seconds === undefined ? {} : { retryAfterMs: seconds * 1000 };
}

/** The code of a fault, never its message: messages of network errors name addresses, others may quote the input. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
