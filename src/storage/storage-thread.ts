import { parentPort, workerData } from 'node:worker_threads';
import { createCataloguePages } from './catalogue-pages.ts';
import { type Database, openDatabase } from './database.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createFallbackStore } from './fallback-store.ts';
import { createJobStore } from './job-store.ts';
import { toNote } from './thread/error-note.ts';
import {
  type Answer,
  type FromThread,
  nameOf,
  type Served,
  type ThreadData,
  type ToThread,
} from './thread/protocol.ts';
import { createUpkeepStore } from './upkeep-store.ts';

/**
 * The thread that owns the database. Whatever has arrived when the loop comes round is one group: one transaction, one
 * fsync, one message back. While it is on its way to the disk the next group gathers by itself, so nobody waits for a
 * timer; and the thread that takes connections never waits for the disk.
 */
const port = parentPort ?? reject('this file is a thread of another program');
const { path }: ThreadData = workerData;
const send = (message: FromThread) => port.postMessage(message);

const database = open();
if (database) {
  send('open');
  serve(database);
}

function open(): Database | undefined {
  try {
    return openDatabase({ path, schedule: setImmediate });
  } catch (error) {
    send({ refused: toNote(error) });
    return undefined;
  }
}

function serve(database: Database): void {
  const methods = methodsOf({
    jobs: createJobStore({ database }),
    deliveries: createDeliveryStore({ database }),
    fallbacks: createFallbackStore({ database }),
    cataloguePages: createCataloguePages({ database }),
    upkeep: createUpkeepStore({ database }),
  });
  let answers: Answer[] = [];

  function answer(one: Answer): void {
    // A tick comes after all the promises that a commit resolves: their answers travel together.
    if (answers.length === 0) process.nextTick(sendAnswers);
    answers.push(one);
  }

  function sendAnswers(): void {
    send(answers);
    answers = [];
  }

  async function perform(name: string, args: readonly unknown[]): Promise<unknown> {
    const method = methods.get(name) ?? reject(`there is no ${name}`);
    return method(...args);
  }

  port.on('message', (message: ToThread) => {
    if (message === 'close') {
      database.close();
      // Once the last answers have been sent.
      setImmediate(() => port.close());
      return;
    }
    for (const [id, name, args] of message) {
      perform(name, args).then(
        (value) => answer([id, value]),
        (error: unknown) => answer([id, undefined, toNote(error)]),
      );
    }
  });
}

type Method = (...args: readonly unknown[]) => Promise<unknown>;

function methodsOf(stores: Served): ReadonlyMap<string, Method> {
  const entries = Object.entries(stores).flatMap(([store, methods]) =>
    Object.entries(methods).map(([method, call]): [string, Method] => [nameOf(store, method), call]),
  );
  return new Map(entries);
}

function reject(message: string): never {
  throw new Error(message);
}
