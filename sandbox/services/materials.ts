import type { MediaKind } from '#sandbox/media/sniff.ts';
import { mediaKindOf } from '#sandbox/media/sniff.ts';
import { JobFault } from './job.ts';

/** A file that a submit names: an address, or a data URI. */
export type Material = { readonly field: string; readonly kind: MediaKind; readonly value: string };

export type Gathered = Material & { readonly bytes: Uint8Array };

const FETCH_TIMEOUT_MS = 10_000; // generous for a neighbour on the same machine
const BYTES_MAX = 50 * 1024 * 1024; // the largest that any of the services takes

/** Fetches what a job was given. A file that cannot be had, or is something else, is a `JobFault` in those words. */
export function gather(
  materials: readonly Material[],
  words: (material: Material) => string,
): Promise<readonly Gathered[]> {
  return Promise.all(
    materials.map(async (material) => {
      const bytes = await bytesBehind(material.value);
      if (!bytes || mediaKindOf(bytes) !== material.kind) throw new JobFault(words(material));
      return { ...material, bytes };
    }),
  );
}

async function bytesBehind(value: string): Promise<Uint8Array | undefined> {
  if (value.startsWith('data:')) return fromDataUri(value);
  try {
    const answer = await fetch(value, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS), redirect: 'error' });
    const bytes = answer.ok ? await answer.bytes() : undefined;
    return bytes && bytes.byteLength <= BYTES_MAX ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes of a base64 data URI; undefined for what is none. */
export function fromDataUri(value: string): Uint8Array | undefined {
  const base64 = /^data:[\w.+-]+\/[\w.+-]+(?:;[\w.+=-]+)*;base64,(?<base64>[A-Za-z0-9+/]+={0,2})$/.exec(value)?.groups
    ?.base64;
  return base64 === undefined ? undefined : new Uint8Array(Buffer.from(base64, 'base64'));
}
