import type { Exchange, RequestBody } from './exchange.ts';
import { exchange } from './exchange.ts';

/** One request to a service; what comes of it, see `Exchange`. Never rejects for what the network or the service does. */
export type Call = (request: {
  /** POST unless told. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** For everything: connecting, sending, and the last byte of the answer. */
  readonly timeoutMs: number;
  /** Of the answer, where it is not the usual bound. */
  readonly maxBodyBytes?: number;
  /** A successful answer that is not JSON is wanted as bytes: a file. */
  readonly wantsBytes?: boolean;
}) => Promise<Exchange>;

type Settings = {
  /** Requests go here and nowhere else, because they carry the key; a redirect is an answer like any other. */
  readonly origin: string;
  /** Sent with each request, such as `authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Kept out of every answer. */
  readonly secrets: readonly string[];
  readonly connectTimeoutMs: number;
  readonly maxBodyBytes: number;
};

/** Throws only for a request that is addressed to another origin: a bug that would give the key away. */
export function createCall({ origin, headers, secrets, connectTimeoutMs, maxBodyBytes }: Settings): Call {
  return async ({ method = 'POST', url, body, timeoutMs, wantsBytes = false, ...own }) => {
    const target = new URL(url);
    if (target.origin !== origin) throw new Error(`A request for ${origin} was addressed elsewhere.`);
    return exchange(
      { method, target, headers: { ...headers, ...own.headers }, ...(body && { body }), timeoutMs },
      { secrets, connectTimeoutMs, maxBodyBytes: own.maxBodyBytes ?? maxBodyBytes, wantsBytes },
    );
  };
}
