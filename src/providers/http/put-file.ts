import type { Exchange } from './exchange.ts';
import { exchange } from './exchange.ts';

/** Uploads one file to an address that a service named: a stranger's. */
export type PutFile = (upload: {
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** What the service said to send along. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}) => Promise<Exchange>;

type Settings = {
  /** The keys that must not get there: in no header, in no part of the address. */
  readonly secrets: readonly string[];
  /** Plain http is taken only where the service itself is configured so, as pretend services are. */
  readonly allowsHttp: boolean;
  readonly connectTimeoutMs: number;
};

/** The answer of a store of files is a status and a few words. */
const ANSWER_MAX_BYTES = 64 * 1024;

/**
 * Nothing but the file and the headers given goes out, no key, and no redirect is followed. An address that is not web
 * or not encrypted is answered `not_sent`, as nothing was.
 */
export function createPutFile({ secrets, allowsHttp, connectTimeoutMs }: Settings): PutFile {
  return async ({ url, bytes, mediaType, headers = {}, timeoutMs }) => {
    const target = URL.parse(url);
    if (!target || !(target.protocol === 'https:' || (allowsHttp && target.protocol === 'http:'))) {
      return { outcome: 'not_sent', detail: 'the address to upload to is not https' };
    }
    const told = [url, ...Object.values(headers)];
    if (secrets.some((secret) => secret !== '' && told.some((words) => words.includes(secret)))) {
      throw new Error('An upload would have carried a key to a stranger.');
    }
    return exchange(
      { method: 'PUT', target, headers, body: { bytes, mediaType }, timeoutMs },
      { secrets, connectTimeoutMs, maxBodyBytes: ANSWER_MAX_BYTES, wantsBytes: false },
    );
  };
}
