import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LogLine } from './bot-log.ts';
import { createBotLog } from './bot-log.ts';

export type { LogLine } from './bot-log.ts';

export type BotProcessOptions = {
  /** All that the bot finds in its environment: nothing is inherited. `LD_PRELOAD` works as everywhere. */
  readonly env: Readonly<Record<string, string>>;
  /** Where it runs. A directory without a `.env`, which it would read. */
  readonly cwd: string;
  /** Its entry script; `src/main.ts` without it. */
  readonly entry?: string;
  /** Modules that are loaded before the entry, in this order: paths or `file:` addresses, as `--import` takes them. */
  readonly preloads?: readonly string[];
  /** Lines of its log that are kept, the latest; `KEPT_LINES` without it. */
  readonly keptLines?: number;
};

/** For one run alone: `env` is added to what the bot gets anyhow, `preloads` follow the others. */
export type RunOptions = Pick<BotProcessOptions, 'preloads'> & Partial<Pick<BotProcessOptions, 'env'>>;

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type BotProcess = {
  /** Resolves when the process exists; whether it is ready is for its health, its log or Discord to tell. */
  readonly start: (run?: RunOptions) => Promise<void>;
  /** Asks it to stop, SIGTERM unless told otherwise; what has not ended after `STOP_TIMEOUT_MS` is killed. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<Exit | undefined>;
  /**
   * Ends it with SIGKILL, as a crash would, and resolves as soon as the process is gone: its last lines may still be on
   * their way then, `exited` waits for them.
   */
  readonly kill: () => Promise<Exit | undefined>;
  readonly restart: (run?: RunOptions) => Promise<void>;
  readonly isRunning: () => boolean;
  readonly pid: () => number | undefined;
  /** Resolves when the process that runs now, or ran last, has ended and its last line is read. */
  readonly exited: () => Promise<Exit>;
  /** Every line since the first start, or the last of very many. */
  readonly lines: () => readonly LogLine[];
  /** Gets every line from now on, across restarts. */
  readonly onLine: (listener: (line: LogLine) => void) => () => void;
  /** Resolves with the first line since the last start, there already or to come, that satisfies the test. */
  readonly waitForLog: (test: (line: LogLine) => boolean, withinMs?: number) => Promise<LogLine>;
};

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const PRELOAD = new URL('./die-with-parent.ts', import.meta.url).href;
const STOP_TIMEOUT_MS = 15_000; // the bot promises to stop within 10 s

/** The bot as it really runs: a Node process of its own, which never outlives the one that started it. */
export function createBotProcess(options: BotProcessOptions): BotProcess {
  const log = createBotLog(options.keptLines);
  let run: Run | undefined;

  async function start(own: RunOptions = {}): Promise<void> {
    if (run?.isRunning()) throw new Error('the bot is running already');
    const env = { ...options.env, ...own.env };
    const preloads = [...(options.preloads ?? []), ...(own.preloads ?? [])];
    run = launch({ ...options, env, preloads }, log.openRun());
    await run.started;
  }

  async function end(signal: NodeJS.Signals): Promise<Exit | undefined> {
    if (!run?.isRunning()) return undefined;
    const { child, exited } = run;
    child.kill(signal);
    const lastResort = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    const exit = await exited;
    clearTimeout(lastResort);
    return exit;
  }

  return {
    start,
    stop: (signal = 'SIGTERM') => end(signal),
    kill: async () => {
      if (!run?.isRunning()) return undefined;
      run.child.kill('SIGKILL');
      return run.gone;
    },
    restart: async (own) => {
      await end('SIGTERM');
      await start(own);
    },
    isRunning: () => run?.isRunning() ?? false,
    pid: () => (run?.isRunning() ? run.child.pid : undefined),
    exited: () => run?.exited ?? Promise.reject(new Error('the bot was never started')),
    lines: log.lines,
    onLine: log.onLine,
    waitForLog: log.wait,
  };
}

type Run = {
  readonly child: ChildProcess;
  readonly started: Promise<unknown>;
  /** Resolves when the process is gone. */
  readonly gone: Promise<Exit>;
  /** Resolves when, besides, nothing more can be read from it. */
  readonly exited: Promise<Exit>;
  readonly isRunning: () => boolean;
};

function launch({ env, cwd, entry = MAIN, preloads = [] }: BotProcessOptions, addLine: (text: string) => void): Run {
  const imports = [PRELOAD, ...preloads].flatMap((module) => ['--import', module]);
  // Standard input is a pipe that nobody writes to: the preloaded script dies with it.
  const child = spawn(process.execPath, [...imports, entry], { cwd, env: { ...env }, stdio: 'pipe' });
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', addLine);
  let isGone = false;
  const end = (event: 'exit' | 'close') =>
    new Promise<Exit>((resolve) => {
      const ended = (exit: Exit) => {
        isGone = true;
        resolve(exit);
      };
      child.once('error', () => ended({ code: null, signal: null }));
      child.once(event, (code: number | null, signal: NodeJS.Signals | null) => ended({ code, signal }));
    });
  return { child, started: once(child, 'spawn'), gone: end('exit'), exited: end('close'), isRunning: () => !isGone };
}
