import { Worker } from 'node:worker_threads';
import type { Played, Shard } from './shards.ts';

type Table = { readonly threads: number; readonly log: boolean; readonly played: (count: number) => void };

/**
 * Plays all shards, some at a time, each in a thread of its own choosing, and answers in the order of the shards. After a
 * broken promise no more are begun: the one with the smallest number counts, whoever was faster.
 */
export async function playAll(shards: readonly Shard[], { threads, log, played }: Table): Promise<readonly Played[]> {
  const waiting = [...shards];
  const done: Played[] = [];

  async function sit(): Promise<void> {
    const worker = new Worker(new URL('player.ts', import.meta.url), { workerData: log ? 'log' : 'silent' });
    try {
      for (let shard = waiting.shift(); shard; shard = waiting.shift()) {
        const one = await ask(worker, shard);
        done.push(one);
        played(done.length);
        if (one.outcome.violation) waiting.length = 0;
      }
    } finally {
      await worker.terminate();
    }
  }

  await Promise.all(Array.from({ length: Math.min(threads, shards.length) }, sit));
  return done.toSorted((one, other) => one.shard.index - other.shard.index);
}

function ask(worker: Worker, shard: Shard): Promise<Played> {
  return new Promise((resolve, reject) => {
    const settle = (answer: Played) => {
      worker.off('error', reject);
      resolve(answer);
    };
    worker.once('message', settle);
    worker.once('error', reject);
    worker.postMessage(shard);
  });
}
