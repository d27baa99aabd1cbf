import { buildConnector, Client } from 'undici';
import { readBounded } from './bounded-body.ts';
import { parseJson, redact } from './redact.ts';

/**
 * What became of one request.
 *
 * - `answered`: status and body arrived whole. `json` is absent when the body is not JSON; `text` (redacted, shortened)
 *   stands in its place.
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
      /** From the header `Retry-After`, where it is a number of seconds. */
      readonly retryAfterMs?: number;
    }
  | { readonly outcome: 'not_sent'; readonly detail: string }
  | { readonly outcome: 'unknown'; readonly detail: string };

export type Answered = Extract<Exchange, { outcome: 'answered' }>;

/** Never rejects for what the network or the other side does. */
export type PostJson = (request: {
  readonly url: string;
  readonly body: object;
  /** For everything: connecting, sending, and the last byte of the answer. */
  readonly timeoutMs: number;
}) => Promise<Exchange>;

type Settings = {
  /** Requests go here and nowhere else; a redirect is an answer like any other. */
  readonly origin: string;
  /** Kept out of every answer. */
  readonly secrets: readonly string[];
  readonly connectTimeoutMs: number;
  readonly maxBodyBytes: number;
};

/**
 * One connection per request, closed with it. A kept connection may be closed by the other side in the moment of reuse,
 * and then nobody can tell whether the request arrived; a fresh one costs a handshake, and its connector tells exactly
 * whether anything can have been sent.
 */
export function createPostJson({ origin, secrets, connectTimeoutMs, maxBodyBytes }: Settings): PostJson {
  const connector = buildConnector({ timeout: connectTimeoutMs, allowH2: false });

  return async ({ url, body, timeoutMs }) => {
    const target = new URL(url);
    if (target.origin !== origin) throw new Error(`A request for ${origin} was addressed elsewhere.`);
    let connected = false;
    const client = new Client(origin, {
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
      const {
        statusCode,
        headers,
        body: stream,
      } = await client.request({
        method: 'POST',
        path: target.pathname + target.search,
        headers: HEADERS,
        body: JSON.stringify(body),
      });
      const text = await readBounded(stream, maxBodyBytes);
      if (text === undefined) return { outcome: 'unknown', detail: `answer is longer than ${maxBodyBytes} bytes` };
      return { outcome: 'answered', status: statusCode, ...contentOf(text), ...waitIn(headers['retry-after']) };
    } catch (error) {
      const fault = timedOut ? 'time-out' : nameOf(error);
      if (connected) return { outcome: 'unknown', detail: `no whole answer: ${fault}` };
      return { outcome: 'not_sent', detail: `not connected: ${fault}` };
    } finally {
      clearTimeout(timer);
      await client.destroy();
    }
  };

  function contentOf(text: string): { readonly json: unknown } | { readonly text: string } {
    const json = parseJson(text, secrets);
    return json === undefined ? { text: redact(text, secrets) } : { json };
  }
}

/** Compressed answers are declined: a few kilobytes gain nothing, and a bomb would pass the byte bound small. */
const HEADERS = {
  'content-type': 'application/json',
  accept: 'application/json',
  'accept-encoding': 'identity',
  'user-agent': 'bowerbird',
} as const;

function waitIn(header: string | string[] | undefined): { readonly retryAfterMs?: number } {
  const seconds = typeof header === 'string' && /^\d{1,6}$/.test(header.trim()) ? Number(header) : undefined;
  return seconds === undefined ? {} : { retryAfterMs: seconds * 1000 };
}

/** The code of a fault, never its message: messages of network errors name addresses, others may quote the input. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
