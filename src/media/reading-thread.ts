import { Worker } from 'node:worker_threads';

/** One thread that answers one question at a time. */
export type ReadingThread<Question, Answer> = {
  readonly state: () => 'free' | 'busy' | 'slow' | 'gone';
  /** Undefined when the thread died on it or took too long. */
  readonly ask: (question: Question) => Promise<Answer | undefined>;
  readonly end: () => Promise<void>;
};

export type ReadingThreadOptions = {
  /** Answers every message with one. */
  readonly entry: URL;
  readonly heapMegabytes: number;
  /** Longest that one question may take; the thread is ended then. */
  readonly timeoutMs: number;
  /** From then on the thread is slow. */
  readonly slowMs: number;
  /** A thread that nobody asks for so long ends. */
  readonly idleMs: number;
};

/** `changed` is called whenever the state is another one than before. */
export function createReadingThread<Question, Answer>(
  options: ReadingThreadOptions,
  changed: () => void,
): ReadingThread<Question, Answer> {
  const worker = new Worker(options.entry, {
    resourceLimits: { maxOldGenerationSizeMb: options.heapMegabytes },
    // What this process was started with (a loader, an inspector) is not for it; nor is its environment.
    execArgv: [],
    env: {},
    stdout: true,
    stderr: true,
  });
  worker.unref();
  let state: ReturnType<ReadingThread<Question, Answer>['state']> = 'free';
  let answered: (answer: Answer | undefined) => void = () => {};
  const end = () => void worker.terminate();
  const idle = () => setTimeout(end, options.idleMs).unref();
  let timers: readonly NodeJS.Timeout[] = [idle()];

  function become(next: typeof state, ...ahead: readonly NodeJS.Timeout[]): void {
    for (const timer of timers) clearTimeout(timer);
    timers = ahead;
    state = next;
    changed();
  }
  const becomeSlow = () => {
    state = 'slow';
    changed();
  };

  worker.on('message', (answer: Answer | undefined) => {
    answered(answer);
    become('free', idle());
  });
  // An error is followed by the exit.
  worker.on('error', () => {});
  worker.on('exit', () => {
    answered(undefined);
    become('gone');
  });

  return {
    state: () => state,
    ask: (question) => {
      const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
      answered = resolve;
      become('busy', setTimeout(becomeSlow, options.slowMs), setTimeout(end, options.timeoutMs));
      worker.postMessage(question);
      return promise;
    },
    end: async () => {
      await worker.terminate();
    },
  };
}
