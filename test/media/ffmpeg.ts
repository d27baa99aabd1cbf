import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '#config/read-environment.ts';

/** Where this machine looks for programs. */
export const SEARCH_PATH = readEnvironment().PATH ?? '';

/** Tests that need the program skip themselves where it is not. */
export const HAS_FFMPEG = spawnSync('ffmpeg', ['-version']).status === 0;

/** What the program makes of its own test pictures and tones, by the arguments between `-y` and the target. */
export function film(name: string, args: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'bowerbird-test-'));
  try {
    const target = join(folder, name);
    const { status, stderr } = spawnSync('ffmpeg', ['-nostdin', '-loglevel', 'error', '-y', ...args, target]);
    if (status !== 0) throw new Error(String(stderr));
    return readFileSync(target);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the program says of a file: one line for each stream and the whole. */
export const probe = (path: string, entries: string): string =>
  String(spawnSync('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'csv=p=0', path]).stdout).trim();
