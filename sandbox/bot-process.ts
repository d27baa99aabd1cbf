import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createWatch } from './watch.ts';

export type BotProcessOptions = {
  /** All that the bot finds in its environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Where it runs. A directory without a `.env`, which it would read. */
  readonly cwd: string;
  /** Its entry script; `src/main.ts` without it. */
  readonly entry?: string;
};

/** One line of standard output or error: the fields of a JSON line, and the line as it was. */
export type LogLine = { readonly text: string; readonly fields: Readonly<Record<string, unknown>> };

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type BotProcess = {
  /** Resolves when the process exists; whether it is ready is for its health, its log or Discord to tell. */
  readonly start: () => Promise<void>;
  /** Asks it to stop, SIGTERM unless told otherwise; what has not ended after `STOP_TIMEOUT_MS` is killed. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<Exit | undefined>;
  /** Ends it with SIGKILL, as a crash or a power cut would. */
  readonly kill: () => Promise<Exit | undefined>;
  readonly restart: () => Promise<void>;
  readonly isRunning: () => boolean;
  readonly pid: () => number | undefined;
  /** Resolves when the process that runs now, or ran last, has ended and its last line is read. */
  readonly exited: () => Promise<Exit>;
  /** Every line since the first start. */
  readonly lines: () => readonly LogLine[];
  /** Gets every line from now on, across restarts. */
  readonly onLine: (listener: (line: LogLine) => void) => () => void;
  /** Resolves with the first line since the last start, there already or to come, that satisfies the test. */
  readonly waitForLog: (test: (line: LogLine) => boolean, withinMs?: number) => Promise<LogLine>;
};

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const PRELOAD = new URL('./die-with-parent.ts', import.meta.url).href;
const STOP_TIMEOUT_MS = 15_000; // the bot promises to stop within 10 s
const WAIT_FOR_LOG_MS = 10_000;

/** The bot as it really runs: a Node process of its own, which never outlives the one that started it. */
export function createBotProcess(options: BotProcessOptions): BotProcess {
  const log = createBotLog();
  let run: Run | undefined;

  async function start(): Promise<void> {
    if (run?.isRunning()) throw new Error('the bot is running already');
    log.markStart();
    run = launch(options, log.add);
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
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM');
      await start();
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
  readonly exited: Promise<Exit>;
  readonly isRunning: () => boolean;
};

function launch({ env, cwd, entry = MAIN }: BotProcessOptions, addLine: (text: string) => void): Run {
  // Standard input is a pipe that nobody writes to: the preloaded script dies with it.
  const child = spawn(process.execPath, ['--import', PRELOAD, entry], { cwd, env: { ...env }, stdio: 'pipe' });
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', addLine);
  let hasExited = false;
  const exited = new Promise<Exit>((resolve) => {
    const ended = (exit: Exit) => {
      hasExited = true;
      resolve(exit);
    };
    child.once('error', () => ended({ code: null, signal: null }));
    child.once('close', (code, signal) => ended({ code, signal }));
  });
  return { child, started: once(child, 'spawn'), exited, isRunning: () => !hasExited };
}

function createBotLog() {
  const lines: LogLine[] = [];
  const news = createWatch<LogLine>();
  let start = 0;
  return {
    lines: (): readonly LogLine[] => lines,
    onLine: news.subscribe,
    markStart: () => {
      start = lines.length;
    },
    add: (text: string) => {
      const line = { text, fields: parseFields(text) };
      lines.push(line);
      news.tell(line);
    },
    wait: async (test: (line: LogLine) => boolean, withinMs = WAIT_FOR_LOG_MS): Promise<LogLine> =>
      lines.slice(start).find(test) ?? news.next(test, withinMs, () => `no such log line; ${lastLines(lines)}`),
  };
}

const lastLines = (lines: readonly LogLine[]): string =>
  ['the last ones were:', ...lines.slice(-10).map(({ text }) => text)].join('\n  ');

function parseFields(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
