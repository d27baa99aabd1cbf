import type { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { openStorage } from '#storage/open-storage.ts';
import { makePath } from './open-stores.ts';

/** Storage in a thread of its own, with a hand on that thread; closed after the test. */
export async function openThread(path = makePath()) {
  const losses: Error[] = [];
  const threads: Worker[] = [];
  const keep = (worker: Worker) => threads.push(worker);
  process.on('worker', keep);
  const storage = await openStorage({ path, lost: (error) => losses.push(error) });
  process.off('worker', keep);
  onTestFinished(storage.close);
  const [thread] = threads;
  if (!thread) throw new Error('no thread was started');
  return { ...storage, path, losses, thread };
}
