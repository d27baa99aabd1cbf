import { createWatch } from './watch.ts';

/** One line of standard output or error: the fields of a JSON line, and the line as it was. */
export type LogLine = { readonly text: string; readonly fields: Readonly<Record<string, unknown>> };

const KEPT_LINES = 50_000; // thousands of jobs; some 50 MB
const WAIT_FOR_LOG_MS = 10_000;

/** What a process that is started again and again has said. */
export function createBotLog(kept = KEPT_LINES) {
  const lines: LogLine[] = [];
  const news = createWatch<LogLine>();
  let own: LogLine[] = [];
  let ofThisRun = createWatch<LogLine>();
  return {
    lines: (): readonly LogLine[] => lines,
    onLine: news.subscribe,
    /** Takes the lines of the run that begins now. What an earlier run still has to say is none of its lines. */
    openRun: () => {
      const mine: LogLine[] = [];
      const watch = createWatch<LogLine>();
      own = mine;
      ofThisRun = watch;
      return (text: string): void => {
        const line = { text, fields: parseFields(text) };
        push(lines, line, kept);
        push(mine, line, kept);
        watch.tell(line);
        news.tell(line);
      };
    },
    wait: async (test: (line: LogLine) => boolean, withinMs = WAIT_FOR_LOG_MS): Promise<LogLine> =>
      own.find(test) ?? ofThisRun.next(test, withinMs, () => `no such log line; ${lastLines(lines)}`),
  };
}

/** Drops the oldest in one go now and then, which is cheaper than one by one. */
function push(lines: LogLine[], line: LogLine, kept: number): void {
  lines.push(line);
  if (lines.length >= kept * 2) lines.splice(0, lines.length - kept);
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
