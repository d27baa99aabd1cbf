import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Agent, Dispatcher } from 'undici';
import { ForbiddenAddress } from './guarded-agent.ts';
import { Unfetchable } from './unfetchable.ts';

type Opening = { readonly agent: Agent; readonly signal: AbortSignal; readonly maxBytes: number };

/** A link to a stored file needs one or two; a chain that goes on longer is taken for a circle. */
const REDIRECTS_MAX = 3;
const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308]);

/** No credentials, no cookies, no referrer; and the file itself rather than a packed one. */
const HEADERS = { 'user-agent': 'bowerbird', accept: '*/*', 'accept-encoding': 'identity' };

const INFLATERS = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * Opens a stranger's address and returns its body, unpacked. Each redirect is judged like the first address. Any HTTP
 * answer but 200 counts as passing: providers' networks answer 403 and 404 for files that are seconds old.
 */
export async function openAddress(address: string, opening: Opening): Promise<Readable> {
  let url = parse(address);
  for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
    const response = await get(url, opening);
    const next = REDIRECT_STATUSES.has(response.statusCode) ? location(response) : undefined;
    if (next === undefined) return bodyOf(response, url, opening);
    discard(response.body);
    url = parse(next, url);
  }
  throw new Unfetchable('gone', `${url.hostname}: more than ${REDIRECTS_MAX} redirects`);
}

function parse(address: string, base?: URL): URL {
  const url = URL.parse(address, base?.href);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new Unfetchable('gone', 'not an http or https address');
  return url;
}

async function get(url: URL, { agent, signal }: Opening): Promise<Dispatcher.ResponseData> {
  try {
    const { origin, pathname, search } = url;
    return await agent.request({ origin, path: pathname + search, method: 'GET', headers: HEADERS, signal });
  } catch (error) {
    throw toUnfetchable(error, url.hostname);
  }
}

function bodyOf({ statusCode, headers, body }: Dispatcher.ResponseData, url: URL, { maxBytes }: Opening): Readable {
  const refuse = (outcome: 'later' | 'gone', detail: string, fault?: 'too_large'): never => {
    discard(body);
    throw new Unfetchable(outcome, `${url.hostname}: ${detail}`, fault);
  };
  if (statusCode !== 200) return refuse('later', `HTTP ${statusCode}`);
  if (Number(headers['content-length']) > maxBytes) return refuse('gone', `larger than ${maxBytes} bytes`, 'too_large');
  const packing = String(headers['content-encoding'] ?? 'identity').toLowerCase();
  if (packing === 'identity') return heedless(body);
  const createInflater = INFLATERS.get(packing);
  if (!createInflater) return refuse('gone', 'unknown content encoding');
  return heedless(pipeline(body, createInflater(), () => {}));
}

/** Whoever reads a stream hears of its fault; one that breaks before it is read must not end the process. */
const heedless = <Stream extends Readable>(stream: Stream): Stream => stream.on('error', () => {});

/** Ends the transfer, and with it the connection. */
export const discard = (body: Readable): void => {
  heedless(body).destroy();
};

const location = ({ headers }: Dispatcher.ResponseData): string | undefined => {
  const value = headers.location;
  return Array.isArray(value) ? value[0] : value;
};

/** Sorts a fault of the network. The detail names the host but not the path: a path may carry a signature. */
export function toUnfetchable(error: unknown, hostname: string): Unfetchable {
  if (error instanceof Unfetchable) return error;
  if (error instanceof ForbiddenAddress) return new Unfetchable('gone', `${hostname}: not a public address`);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const name = error instanceof Error ? error.name : typeof error;
  return new Unfetchable('later', `${hostname}: ${typeof code === 'string' ? code : name}`);
}
