import type { Measured } from './measures.ts';
import type { MediaType } from './media-type.ts';
import { createReadingThreads } from './reading-threads.ts';

export type Measuring = {
  /**
   * How large a file is to the eye and how long to the ear, as far as it can be told; a file that only claims to be media
   * has no measures.
   */
  readonly measure: (path: string, type: MediaType) => Promise<Measured>;
  /** Called when a file is about to come. */
  readonly warm: () => void;
  readonly close: () => Promise<void>;
};

/** What is handed to the thread. */
export type ToMeasure = { readonly path: string; readonly type: MediaType };

/** Sounds without an index are read to their end: hundreds of megabytes from a disk. */
const MEASURE_TIMEOUT_MS = 10_000;

/** The readers keep some megabytes of a file in memory, never all of it. */
const HEAP_MEGABYTES = 128;

/** An honest file takes a few milliseconds, and the start of a thread some fifty. */
const SLOW_MS = 250;

/** Three files may be stuck at the same time, and the fourth is still measured. */
const THREADS_MAX = 4;

/** Generations take seconds to minutes: in a server where something goes on, the thread is there when it is needed. */
const IDLE_MS = 10 * 60_000;

/**
 * Measures in a thread of its own: there are broken files on which a reader never comes to an end, and one member's file
 * must not stop the bot for all.
 */
export function createMeasuring({ timeoutMs = MEASURE_TIMEOUT_MS, idleMs = IDLE_MS } = {}): Measuring {
  const threads = createReadingThreads<ToMeasure, Measured>({
    entry: new URL('./measure-worker.ts', import.meta.url),
    heapMegabytes: HEAP_MEGABYTES,
    timeoutMs,
    slowMs: SLOW_MS,
    most: THREADS_MAX,
    idleMs,
  });
  return {
    measure: async (path, type) => (isMeasurable(type) && (await threads.ask({ path, type }))) || type,
    warm: threads.warm,
    close: threads.close,
  };
}

const isMeasurable = ({ mediaType }: MediaType): boolean => /^(image|audio|video)\//.test(mediaType);
