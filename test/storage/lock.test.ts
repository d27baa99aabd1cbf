import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#storage/database.ts';
import { makeFolder, makePath, openAt, openStores } from './open-stores.ts';

/** Another process on the database; what it says, line by line. */
function startOther(path: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hold-database.ts'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => (await lines.next()).value ?? '';
  const kill = async (): Promise<readonly string[]> => {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    const rest: string[] = [];
    for (let line = await nextLine(); line; line = await nextLine()) rest.push(line);
    await exited;
    return rest;
  };
  return { nextLine, kill };
}

const refusal = (path: string) => {
  try {
    openDatabase({ path }).close();
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('a second process on the same database', () => {
  test('is refused at once, in words, and let in when the first was killed; what that one acknowledged is there', async () => {
    const path = makePath();
    const other = startOther(path);
    expect(await other.nextLine()).toBe('open');
    const acknowledged = [await other.nextLine(), await other.nextLine()];
    const began = performance.now();
    expect(refusal(path)).toMatchObject({ fault: 'in_use', path });
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(String(refusal(path))).toContain('another Bowerbird is running on it. Stop that one first');
    acknowledged.push(...(await other.kill()));
    const { jobs } = openStores(path);
    for (const id of acknowledged) expect(await jobs.find(id)).toMatchObject({ id });
  });

  test('is refused as the younger one, too', async () => {
    const path = makePath();
    openAt(path);
    expect(await startOther(path).nextLine()).toMatch(/^in_use: Cannot use the database .* another Bowerbird/);
  });

  test('is let in when the first has closed', () => {
    const path = makePath();
    const first = openDatabase({ path });
    expect(refusal(path)).toMatchObject({ fault: 'in_use' });
    first.close();
    expect(refusal(path)).toBeUndefined();
  });

  test('is refused also by another way to the same file', () => {
    const path = makePath();
    openAt(path);
    const folder = join(makeFolder(), 'link');
    symlinkSync(dirname(path), folder);
    expect(refusal(join(folder, 'bowerbird.db'))).toMatchObject({ fault: 'in_use' });
    const link = join(makeFolder(), 'elsewhere.db');
    symlinkSync(path, link);
    expect(refusal(link)).toMatchObject({ fault: 'in_use' });
  });

  test('is let in after a start that failed', () => {
    const path = makePath();
    writeFileSync(path, 'not a database. '.repeat(100));
    for (let time = 0; time < 2; time += 1) expect(refusal(path)).toMatchObject({ fault: 'unreadable' });
  });
});

describe('the lock', () => {
  test('lets anybody read the database and back it up', async () => {
    const { path, jobs } = openStores();
    const copy = join(makeFolder(), 'copy.db');
    const reader = new Sqlite(path, { readonly: true, timeout: 0 });
    expect(reader.prepare('select count(*) from jobs').pluck().get()).toBe(0);
    reader.prepare('vacuum into ?').run(copy);
    reader.close();
    expect(existsSync(copy)).toBe(true);
    expect(await jobs.countOpen()).toHaveLength(3);
  });

  test('is an empty file of its own', () => {
    const path = makePath();
    openAt(path);
    expect(statSync(`${path}.lock`).size).toBe(0);
  });

  test('that cannot be taken is no reason to run without', () => {
    const path = makePath();
    writeFileSync(`${path}.lock`, 'somebody’s notes. '.repeat(100));
    expect(refusal(path)).toMatchObject({ fault: 'unavailable' });
    expect(String(refusal(path))).toContain(`its lock, ${path}.lock, cannot be taken`);
  });
});
