import { Worker } from 'node:worker_threads';
import type { MediaBounds, MediaStore } from '#domain/ports/media-store.ts';

export type Sweeping = {
  readonly sweep: MediaStore['sweep'];
  /** Breaks off what is under way, which then rejects. May be called again. */
  readonly close: () => Promise<void>;
};

/** What is handed to the thread, and what comes back; `bytes` is what remains. */
export type SweepOrder = { readonly dir: string; readonly bounds: MediaBounds };
export type Swept = { readonly removed: number; readonly bytes: number };

/** The list of a million files. */
const HEAP_MEGABYTES = 512;

/**
 * Looks at every file of the store, in a thread of its own: a look costs microseconds, but there may be hundreds of
 * thousands of files, and whoever calls back meanwhile must not wait.
 */
export function createSweeping({ dir }: { readonly dir: string }): Sweeping {
  const under = new Set<Worker>();
  return {
    sweep: (bounds) => {
      const order: SweepOrder = { dir, bounds };
      const worker = new Worker(new URL('./sweep-worker.ts', import.meta.url), {
        workerData: order,
        resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
        execArgv: [],
        env: {},
      });
      under.add(worker);
      const { promise, resolve, reject } = Promise.withResolvers<Swept>();
      worker.on('message', resolve);
      worker.on('error', reject);
      worker.on('exit', () => {
        under.delete(worker);
        reject(new Error('The sweep was broken off.'));
      });
      return promise;
    },
    close: async () => {
      await Promise.all([...under].map((worker) => worker.terminate()));
    },
  };
}
