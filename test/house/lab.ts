import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';

export const PROJECT = join(import.meta.dirname, '..', '..');

const BIOME = join(dirname(createRequire(import.meta.url).resolve('@biomejs/biome/package.json')), 'bin', 'biome');

/** Room for the report of a few thousand findings. */
const REPORT_MAX_BYTES = 64 * 1024 * 1024;

const report = z.object({
  diagnostics: z.array(
    z.object({
      severity: z.string(),
      category: z.string(),
      message: z.string(),
      location: z.object({ path: z.string(), start: z.object({ line: z.int() }) }),
    }),
  ),
});

export type Finding = {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
};

/** Lints `files` (path to content) under this project's own rules, in a folder of their own that is gone afterwards. */
export async function lint(files: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bowerbird-house-'));
  try {
    for (const rules of ['biome.json', '.biome', '.gitignore', 'package.json', 'tsconfig.json'])
      cpSync(join(PROJECT, rules), join(folder, rules), { recursive: true });
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return read(await runBiome(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Biome exits 1 when it finds something, which is what is asked of it here; no report at all is an error. */
const runBiome = (folder: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: REPORT_MAX_BYTES };
    const flags = ['--reporter=json', '--max-diagnostics=none'];
    execFile(process.execPath, [BIOME, 'lint', ...flags, '.'], options, (_exit, stdout, stderr) =>
      stdout.startsWith('{') ? resolve(stdout) : reject(new Error(`Biome gave no report: ${stderr}`)),
    );
  });

const read = (json: string): readonly Finding[] =>
  report.parse(JSON.parse(json)).diagnostics.map(({ severity, category, message, location }) => ({
    path: location.path,
    line: location.start.line,
    rule: category,
    severity,
    message,
  }));
