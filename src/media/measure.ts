import { Worker } from 'node:worker_threads';
import type { Measured } from './measures.ts';
import type { MediaType } from './media-type.ts';

/** Sounds without an index are read to their end: hundreds of megabytes from a disk. */
const MEASURE_TIMEOUT_MS = 10_000;

/** The readers keep some megabytes of a file in memory, never all of it. */
const MEMORY_LIMITS = { maxOldGenerationSizeMb: 128 };

/**
 * How large a file is to the eye and how long to the ear, as far as it can be told; a file that only claims to be media
 * has no measures. Done in a thread of its own: there are broken files on which a reader never comes to an end, and one
 * member's file must not stop the bot for all.
 */
export async function measure(
  path: string,
  type: MediaType,
  { timeoutMs = MEASURE_TIMEOUT_MS }: { readonly timeoutMs?: number } = {},
): Promise<Measured> {
  if (!/^(image|audio|video)\//.test(type.mediaType)) return type;
  const worker = new Worker(new URL('./measure-worker.ts', import.meta.url), {
    workerData: { path, type },
    resourceLimits: MEMORY_LIMITS,
    // What this process was started with (a loader, an inspector) is not for it; nor is its environment.
    execArgv: [],
    env: {},
    stdout: true,
    stderr: true,
  });
  worker.unref();
  const { promise, resolve } = Promise.withResolvers<Measured>();
  const timer = setTimeout(() => resolve(type), timeoutMs);
  worker.on('message', (measured: Measured) => resolve(measured));
  worker.on('error', () => resolve(type));
  worker.on('exit', () => resolve(type));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
