import type { IncomingMessage } from 'node:http';
import type { Share } from './body-budget.ts';
import { inflaterFor } from './inflate.ts';

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
  /** Too many large bodies are in hand at the moment. */
  | { readonly read: 'no_room' }
  /** The sender is gone, and nobody is there to read an answer. */
  | { readonly read: 'broken_off' };

/**
 * The bytes of a request, whatever its content type says. A body that cannot be inflated as its header claims, or whose
 * encoding nobody knows, is returned as it came: it may still make sense, and if not, that is an answer too.
 */
export async function readBody(request: IncomingMessage, share: Share): Promise<Reading> {
  const sent = await collect(request, share);
  const inflater = inflaterFor(request.headers['content-encoding']);
  if (sent.read !== 'whole' || !inflater) return sent;
  if (!share.resize(sent.body.length + inflater.workBytes + BODY_MAX_BYTES)) return { read: 'no_room' };
  try {
    const body = await inflater.inflate(sent.body, { maxOutputLength: BODY_MAX_BYTES });
    share.resize(body.length);
    return { read: 'whole', body };
  } catch (error) {
    share.resize(sent.body.length);
    return isTooLarge(error) ? { read: 'too_large' } : sent;
  }
}

/** By events: nearly every callback is one chunk, and iterating costs more than all the rest of reading it. */
function collect(request: IncomingMessage, share: Share): Promise<Reading> {
  if (Number(request.headers['content-length']) > DROP_MAX_BYTES) return Promise.resolve({ read: 'too_large' });
  const { promise, resolve } = Promise.withResolvers<Reading>();
  const collected = createCollected(share);
  request.on('data', (chunk: Buffer) => {
    if (collected.add(chunk) <= DROP_MAX_BYTES) return;
    request.pause();
    resolve({ read: 'too_large' });
  });
  request.once('end', () => resolve(collected.end()));
  // After an end nobody hears it; without one there is nothing to wait for.
  request.once('close', () => resolve({ read: 'broken_off' }));
  request.once('error', () => {});
  return promise;
}

const NOTHING = Buffer.alloc(0);

/** Pieces made one, within the share. */
function createCollected(share: Share) {
  let body: Buffer = NOTHING;
  let bytes = 0;
  let dropped: 'too_large' | 'no_room' | undefined;

  return {
    /** Answers how many bytes have come. */
    add: (chunk: Buffer): number => {
      dropped ??= take(chunk, bytes + chunk.length);
      if (dropped && body !== NOTHING) {
        body = NOTHING;
        share.resize(0);
      }
      bytes += chunk.length;
      return bytes;
    },
    end: (): Reading =>
      dropped ? { read: dropped } : { read: 'whole', body: body.length === bytes ? body : body.subarray(0, bytes) },
  };

  /** The first piece is kept as it is; further ones are copied, so that a million tiny ones cost no more than their bytes. */
  function take(chunk: Buffer, needed: number): typeof dropped {
    if (needed > BODY_MAX_BYTES) return 'too_large';
    const room = needed <= body.length ? body.length : Math.min(BODY_MAX_BYTES, Math.max(needed, 2 * body.length));
    if (room > body.length && !share.resize(room)) return 'no_room';
    if (bytes === 0) body = chunk;
    else {
      if (room > body.length) body = grow(body, bytes, room);
      chunk.copy(body, bytes);
    }
    return undefined;
  }
}

function grow(body: Buffer, bytes: number, room: number): Buffer {
  const grown = Buffer.allocUnsafeSlow(room);
  body.copy(grown, 0, 0, bytes);
  return grown;
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
