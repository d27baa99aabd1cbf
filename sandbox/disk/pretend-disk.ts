import { execFile, spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Operation } from './operations.ts';
import { readOperations } from './operations.ts';

export type PretendDiskOptions = {
  /** An empty folder outside `prefix`, for the compiled library, the log and the switch. */
  readonly dir: string;
  /** The disk's files: those whose absolute paths begin so. */
  readonly prefix: string;
  /** Added to each fsync and fdatasync, in microseconds. */
  readonly slowUs?: number;
  /**
   * Whether every write, truncation and sync is kept. Costs about as much disk as is written. False when left out. A
   * process marks a moment, such as «acknowledged», by writing a line to any file of the disk.
   */
  readonly watched?: boolean;
};

export type Fault = {
  /** ENOSPC: no room. EIO: the device is broken. */
  readonly error: 'ENOSPC' | 'EIO';
  readonly fails: 'write' | 'sync' | 'both';
  /** Bytes that can still be written; none when left out. */
  readonly afterBytes?: number;
};

export type PretendDisk = {
  /** For the environment of the process that shall work on it. */
  readonly env: Readonly<Record<string, string>>;
  /** From now on, in a process that runs already too. */
  readonly fill: (fault: Fault) => Promise<void>;
  readonly makeRoom: () => Promise<void>;
  /** What was done to the disk so far, in order; nothing where it is not watched. */
  readonly operations: () => Promise<readonly Operation[]>;
};

const SOURCE = fileURLToPath(new URL('./pretend-disk.c', import.meta.url));

/** `_FORTIFY_SOURCE`, which some systems define by themselves, would put functions of its own in front of ours. */
const FLAGS = ['-std=gnu11', '-O2', '-U_FORTIFY_SOURCE', '-fPIC', '-shared', '-pthread'];

/** Why there can be no pretend disk on this machine, for a test that skips itself; undefined where there can be one. */
export function whyNoPretendDisk(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux: it works by LD_PRELOAD and system calls';
  const hasCompiler = spawnSync('cc', ['--version'], { stdio: 'ignore' }).status === 0;
  return hasCompiler ? undefined : 'needs a C compiler: there is no cc on the PATH';
}

/** Compiles the library, which takes a fraction of a second, and tells how to put a process onto the disk. */
export async function createPretendDisk(options: PretendDiskOptions): Promise<PretendDisk> {
  const { dir, prefix, slowUs = 0, watched = false } = options;
  const library = join(dir, 'pretend-disk.so');
  const log = join(dir, 'operations.log');
  const full = join(dir, 'full');
  await promisify(execFile)('cc', [...FLAGS, '-o', library, SOURCE]);
  return {
    env: {
      LD_PRELOAD: library,
      PRETEND_DISK_PREFIX: prefix,
      PRETEND_DISK_FULL: full,
      ...(slowUs > 0 && { PRETEND_DISK_SLOW: String(slowUs) }),
      ...(watched && { PRETEND_DISK_LOG: log }),
    },
    fill: ({ error, fails, afterBytes = 0 }) => writeFile(full, `${error} ${fails} ${afterBytes}`),
    makeRoom: () => rm(full, { force: true }),
    operations: async () => (watched ? readOperations(await readFile(log)) : []),
  };
}
