import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';

/** Largest body that is taken, as sent and again after inflation. The largest callback seen is a few kilobytes. */
const BODY_MAX_BYTES = 1024 * 1024;

/**
 * A body over the limit is read on and dropped up to here, because a sender who is still writing when the connection
 * closes never gets to read the 413.
 */
const DROP_MAX_BYTES = 16 * BODY_MAX_BYTES;

export type Reading =
  | { readonly read: 'whole'; readonly body: Uint8Array }
  | { readonly read: 'too_large' }
  /** The sender is gone, and nobody is there to read an answer. */
  | { readonly read: 'broken_off' };

const INFLATERS = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
};

/**
 * The bytes of a request, whatever its content type says. A body that cannot be inflated as its header claims, or whose
 * encoding nobody knows, is returned as it came: it may still make sense, and if not, that is an answer too.
 */
export async function readBody(request: IncomingMessage): Promise<Reading> {
  const sent = await collect(request);
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (sent.read !== 'whole' || !isKnown(encoding)) return sent;
  try {
    return { read: 'whole', body: await INFLATERS[encoding](sent.body, { maxOutputLength: BODY_MAX_BYTES }) };
  } catch (error) {
    return isTooLarge(error) ? { read: 'too_large' } : sent;
  }
}

async function collect(request: IncomingMessage): Promise<Reading> {
  if (Number(request.headers['content-length']) > DROP_MAX_BYTES) return { read: 'too_large' };
  let chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      bytes += chunk.length;
      if (bytes > DROP_MAX_BYTES) break;
      if (bytes > BODY_MAX_BYTES) chunks = [];
      else chunks.push(chunk);
    }
  } catch {
    return { read: 'broken_off' };
  }
  if (bytes > BODY_MAX_BYTES) return { read: 'too_large' };
  return { read: 'whole', body: Buffer.concat(chunks) };
}

const isKnown = (encoding: string): encoding is keyof typeof INFLATERS => Object.hasOwn(INFLATERS, encoding);

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
