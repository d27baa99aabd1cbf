import type { ReadingThread, ReadingThreadOptions } from './reading-thread.ts';
import { createReadingThread } from './reading-thread.ts';

export type ReadingThreads<Question, Answer> = {
  /** Undefined when a thread died on it, took too long, or was closed. */
  readonly ask: (question: Question) => Promise<Answer | undefined>;
  /** Starts a thread if there is none, so that whoever asks soon need not wait for it. */
  readonly warm: () => void;
  /** Ends every thread; what is being asked is answered with nothing. May be called again. */
  readonly close: () => Promise<void>;
};

type Options = ReadingThreadOptions & {
  /** Threads at the same time. */
  readonly most: number;
};

/**
 * Threads that read strangers' files and may be lost on them. One of them does all the work as long as it keeps up, since
 * starting one takes longer than reading most files; when it is slow, the next in line gets another.
 */
export function createReadingThreads<Question, Answer>(options: Options): ReadingThreads<Question, Answer> {
  type Thread = ReadingThread<Question, Answer>;
  const threads = new Set<Thread>();
  const waiting: ((thread: Thread | undefined) => void)[] = [];
  let closed = false;

  function start(): Thread {
    const thread = createReadingThread<Question, Answer>(options, () => {
      if (thread.state() === 'gone') threads.delete(thread);
      look();
    });
    threads.add(thread);
    return thread;
  }

  function look(): void {
    const next = waiting[0];
    const thread = next && freeThread();
    if (!thread) return;
    waiting.shift();
    next(thread);
  }

  function freeThread(): Thread | undefined {
    const all = [...threads];
    const free = all.find((thread) => thread.state() === 'free');
    const oneKeepsUp = all.some((thread) => thread.state() === 'busy');
    return free ?? (oneKeepsUp || all.length >= options.most ? undefined : start());
  }

  return {
    ask: async (question) => {
      if (closed) return undefined;
      const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
      waiting.push((thread) => (thread ? void thread.ask(question).then(resolve) : resolve(undefined)));
      look();
      return promise;
    },
    warm: () => {
      if (!closed && threads.size === 0) start();
    },
    close: async () => {
      closed = true;
      for (const next of waiting.splice(0)) next(undefined);
      await Promise.all([...threads].map((thread) => thread.end()));
    },
  };
}
