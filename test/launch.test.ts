import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const LAUNCHER = join(import.meta.dirname, '..', 'src', 'launch.js');

/** Entries that only say that they ran and what they were given. */
const SAYS_WHAT_IT_GOT = (name: string) =>
  `const { OWN = '-', FROM_FILE = '-' } = process.env;\nconsole.log('${name}', OWN, FROM_FILE);\n`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bowerbird-launch-'));
  mkdirSync(join(folder, 'src'));
  cpSync(LAUNCHER, join(folder, 'src', 'launch.js'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of ['main', 'register']) writeFileSync(join(folder, 'src', `${name}.ts`), SAYS_WHAT_IT_GOT(name));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Run = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Launches `entry` in the folder, on a Node that calls itself `version` when one is given. */
const launch = (entry: string[], given: { version?: string; environment?: Record<string, string> } = {}) =>
  new Promise<Run>((resolve) => {
    const preload = join(folder, 'preload.cjs');
    const posing = given.version === undefined ? 'process.versions.node' : JSON.stringify(given.version);
    writeFileSync(
      preload,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: ${posing} } });`,
    );
    const child = execFile(
      process.execPath,
      ['--no-warnings', '--require', preload, join('src', 'launch.js'), ...entry],
      { cwd: folder, env: given.environment ?? {} },
      (_exit, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

describe('the launcher', () => {
  it.each(['main', 'register'])('starts %s', async (entry) => {
    expect(await launch([entry])).toStrictEqual({ code: 0, stdout: `${entry} - -\n`, stderr: '' });
  });

  it.each(['22.19.0', '22.20.1', '24.0.0', '26.1.0'])('takes Node %s', async (version) => {
    expect(await launch(['main'], { version })).toMatchObject({ code: 0, stdout: 'main - -\n' });
  });

  it.each(['18.20.4', '20.20.2', '22.18.0', '22.9.9'])('says in one line that Node %s is too old', async (version) => {
    const stderr = `Bowerbird needs Node 22.19 or newer; this is ${version}.\n`;
    expect(await launch(['main'], { version })).toStrictEqual({ code: 1, stdout: '', stderr });
  });

  it.each([[[]], [['../main']], [['toString']]])('answers %j with its usage and starts nothing', async (entry) => {
    const stderr = 'Usage: node src/launch.js main|register\n';
    expect(await launch(entry)).toStrictEqual({ code: 64, stdout: '', stderr });
  });

  it('reads .env, and what is set already wins', async () => {
    writeFileSync(join(folder, '.env'), 'OWN=from the file\nFROM_FILE="read"\n');
    expect(await launch(['main'], { environment: { OWN: 'mine' } })).toMatchObject({ stdout: 'main mine read\n' });
  });

  it('says in one line that .env cannot be read', async () => {
    mkdirSync(join(folder, '.env'));
    const { code, stdout, stderr } = await launch(['main']);
    expect({ code, stdout }).toStrictEqual({ code: 78, stdout: '' });
    expect(stderr).toMatch(/^\.env cannot be read: .*\n$/);
  });
});
