import { Worker } from 'node:worker_threads';
import { createPagedCatalogue } from './paged-catalogue.ts';
import { StorageError } from './storage-error.ts';
import type { Stores } from './stores.ts';
import { createCalls, createProxy } from './thread/calls.ts';
import { fromNote } from './thread/error-note.ts';
import type { Answer, FromThread, ThreadData, ToThread } from './thread/protocol.ts';

export type Storage = Stores & {
  /** Finishes what was called before, folds the log into the file and ends the thread. May be called again. */
  readonly close: () => Promise<void>;
};

type Opening = {
  readonly path: string;
  /**
   * The thread has died: whatever was under way was rejected, and so is whatever is called from now on. Only a new process
   * can mend that. Called once at most, and never after `close`.
   */
  readonly lost: (error: Error) => void;
};

/**
 * Opens the database at `path` in a thread of its own, so that no commit holds up the thread that serves. Rejects with a
 * DatabaseOpenError when it cannot be used. What a store's promise says is on disk, power cut included; calls are carried
 * out in their order.
 */
export async function openStorage({ path, lost }: Opening): Promise<Storage> {
  const workerData: ThreadData = { path };
  const worker = new Worker(new URL('./storage-thread.ts', import.meta.url), { workerData });
  const exited = watchExit(worker);
  await waitUntilOpen(worker, exited);

  const send = (message: ToThread) => worker.postMessage(message);
  const calls = createCalls(send);
  worker.on('message', (answers: readonly Answer[]) => calls.answer(answers));
  let closing: Promise<void> | undefined;

  void exited.then((reason) => {
    if (closing) return calls.end(closed());
    const error = new StorageError('LOST', `The thread that owns the database has died: ${reason.message}`, reason);
    calls.end(error);
    lost(error);
  });

  async function finish(): Promise<void> {
    calls.refuse(closed());
    send('close');
    await exited;
  }

  return {
    jobs: createProxy('jobs', calls),
    deliveries: createProxy('deliveries', calls),
    fallbacks: createProxy('fallbacks', calls),
    catalogueStore: createPagedCatalogue(createProxy('cataloguePages', calls)),
    upkeep: createProxy('upkeep', calls),
    close: () => {
      closing ??= finish();
      return closing;
    },
  };
}

const closed = () => new StorageError('CLOSED', 'The database is not open any more.');

/** Resolves with what ended the thread. */
function watchExit(worker: Worker): Promise<Error> {
  let reason: Error | undefined;
  worker.once('error', (error) => {
    reason = error;
  });
  // An answer that cannot be read leaves somebody waiting for ever: better to begin anew.
  worker.once('messageerror', (error) => {
    reason = error;
    void worker.terminate();
  });
  return new Promise((resolve) => {
    worker.once('exit', (code) => resolve(reason ?? new Error(`it ended with code ${code}`)));
  });
}

const waitUntilOpen = (worker: Worker, exited: Promise<Error>): Promise<void> =>
  new Promise((resolve, reject) => {
    void exited.then(reject);
    worker.once('message', (message: FromThread) => {
      if (typeof message === 'object' && 'refused' in message) return reject(fromNote(message.refused));
      resolve();
    });
  });
