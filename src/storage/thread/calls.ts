import { fromNote } from './error-note.ts';
import { type Answer, type Call, METHODS, nameOf, type Served } from './protocol.ts';

export type Calls = {
  readonly call: (name: string, args: readonly unknown[]) => Promise<unknown>;
  readonly answer: (answers: readonly Answer[]) => void;
  /** Sends what was called before and rejects whatever is called from now on. */
  readonly refuse: (error: Error) => void;
  /** Rejects what is under way, and whatever is called from now on. */
  readonly end: (error: Error) => void;
};

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void };

/** Calls over there as promises here. What is called within one turn of the loop goes over in one message. */
export function createCalls(send: (calls: readonly Call[]) => void): Calls {
  const waiting = new Map<number, Waiting>();
  let unsent: Call[] = [];
  let lastId = 0;
  let ended: Error | undefined;

  function flush(): void {
    const calls = unsent;
    unsent = [];
    if (calls.length === 0) return;
    try {
      send(calls);
    } catch {
      // What cannot be sent is a mistake of one caller, who alone is told.
      for (const call of calls) sendAlone(call);
    }
  }

  function sendAlone(call: Call): void {
    try {
      send([call]);
    } catch (error) {
      take(call[0])?.reject(error);
    }
  }

  function take(id: number): Waiting | undefined {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  }

  return {
    call: (name, args) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        // After the reads of this turn: the callbacks of many connections are one message, and one commit.
        if (unsent.length === 0) setImmediate(flush);
        unsent.push([lastId, name, args]);
      }),

    answer: (answers) => {
      for (const [id, value, error] of answers) {
        const asker = take(id);
        if (error) asker?.reject(fromNote(error));
        else asker?.resolve(value);
      }
    },

    refuse: (error) => {
      flush();
      ended = error;
    },

    end: (error) => {
      ended = error;
      unsent = [];
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}

/** A store that lives in the thread, as the use cases see it. That it has every method is what the type of METHODS says. */
export function createProxy<Store extends keyof Served>(store: Store, { call }: Pick<Calls, 'call'>): Served[Store] {
  const methods = Object.keys(METHODS[store]).map((method) => {
    const name = nameOf(store, method);
    return [method, (...args: readonly unknown[]) => call(name, args)] as const;
  });
  return Object.fromEntries(methods) as Served[Store];
}
