import type { Agent } from 'undici';
import type { StoredFile } from '#domain/artifact.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Target } from './copy-file.ts';
import { copyFile } from './copy-file.ts';
import { openDataUrl } from './data-url.ts';
import type { Measuring } from './measure.ts';
import { discard, openAddress, toUnfetchable } from './open-address.ts';
import { Unfetchable } from './unfetchable.ts';

export type DownloadDeps = {
  readonly dir: string;
  readonly agent: Agent;
  /** Of one file, after unpacking. */
  readonly maxBytes: number;
  /** For one address, from the look-up to the last byte. */
  readonly timeoutMs: number;
  readonly measuring: Measuring;
  readonly logger: Logger;
};

type Bounds = Pick<DownloadDeps, 'maxBytes'>;

/** Copies what stands at a web address into the store. Throws `Unfetchable` for what lies with the address. */
export async function download(
  address: string,
  target: Target,
  { agent, maxBytes, timeoutMs }: Pick<DownloadDeps, 'agent' | 'maxBytes' | 'timeoutMs'>,
): Promise<StoredFile> {
  const body = await openAddress(address, { agent, signal: AbortSignal.timeout(timeoutMs), maxBytes });
  try {
    return await copyFile(bounded(body, URL.parse(address)?.hostname ?? '', maxBytes), target);
  } finally {
    discard(body);
  }
}

/** Copies what a `data:` address holds itself. Nothing that is wrong with one mends itself by waiting. */
export async function unpack(address: string, target: Target, { maxBytes }: Bounds): Promise<StoredFile> {
  try {
    return await copyFile(bounded(await openDataUrl(address), 'data address', maxBytes), target);
  } catch (error) {
    throw error instanceof Unfetchable ? new Unfetchable('gone', error.message, error.fault) : error;
  }
}

/** Counts what really arrives: a length in a header is a promise, and may be absent. */
async function* bounded(body: AsyncIterable<Uint8Array>, source: string, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Unfetchable('gone', `${source}: larger than ${maxBytes} bytes`, 'too_large');
      yield chunk;
    }
  } catch (error) {
    throw toUnfetchable(error, source);
  }
}
