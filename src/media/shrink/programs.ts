import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { isAbsolute } from 'node:path';

export type Program = {
  /** An absolute path, or a name that is looked for on the search path. */
  readonly command: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
};

/** `missing`: there is no such program. The detail is the end of what it said. */
export type Ran = { readonly outcome: 'done' | 'missing' } | { readonly outcome: 'failed'; readonly detail: string };

export type Programs = {
  readonly run: (program: Program) => Promise<Ran>;
  /** Kills what is running; what waits is not started. May be called again. */
  readonly close: () => Promise<void>;
};

/** The rest of the machine goes first: a smaller rendition is never urgent. */
const NICENESS = 10;

/** Of 1,000: when memory runs out, the system ends the program rather than the bot. */
const OUT_OF_MEMORY_SCORE = '800';

/** What a program says at its end tells why it failed. */
const DETAIL_CHARACTERS = 400;

/**
 * Runs other people's programs on strangers' files: each in a process of its own, that may crash, starve or hang without
 * harm to ours, and knows nothing of our environment but where programs are looked for. One at a time, for a small machine.
 */
export function createPrograms({ searchPath }: { readonly searchPath: string | undefined }): Programs {
  const closing = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  async function run({ command, args, timeoutMs }: Program): Promise<Ran> {
    if (closing.signal.aborted) return { outcome: 'failed', detail: 'closed' };
    // The system would look in places of its own.
    if (searchPath === undefined && !isAbsolute(command)) return { outcome: 'missing' };
    const child = spawn(command, args, {
      env: searchPath === undefined ? {} : { PATH: searchPath },
      stdio: ['ignore', 'ignore', 'pipe'],
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]),
      killSignal: 'SIGKILL',
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-DETAIL_CHARACTERS);
    });
    if (child.pid !== undefined) void yieldTo(child.pid);
    try {
      const [code] = await once(child, 'close');
      return code === 0 ? { outcome: 'done' } : { outcome: 'failed', detail: said.trim() || `exit code ${code}` };
    } catch (error) {
      if (isMissing(error)) return { outcome: 'missing' };
      // The call was aborted; the process itself is gone a moment later.
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      return { outcome: 'failed', detail: closing.signal.aborted ? 'closed' : `took longer than ${timeoutMs} ms` };
    }
  }

  return {
    run: (program) => {
      const turn = last.then(() => run(program));
      last = turn.catch(() => {});
      return turn;
    },
    close: async () => {
      closing.abort();
      await last;
    },
  };
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** As far as the system lets us: neither is needed, and a short program may be gone by then. */
async function yieldTo(pid: number): Promise<void> {
  try {
    setPriority(pid, NICENESS);
    await writeFile(`/proc/${pid}/oom_score_adj`, OUT_OF_MEMORY_SCORE);
  } catch {}
}
