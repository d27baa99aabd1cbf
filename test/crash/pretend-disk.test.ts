import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Operation } from '#sandbox/disk/operations.ts';
import type { PretendDiskOptions } from '#sandbox/disk/pretend-disk.ts';
import { createPretendDisk, whyNoPretendDisk } from '#sandbox/disk/pretend-disk.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { apply, Content } from './power-cut/changes.ts';

const trouble = whyNoPretendDisk();
const why = trouble === undefined ? '' : ` (skipped: ${trouble})`;

/** Writes rows in a thread of its own, and prints each error's code and how long a commit takes, in ms. */
const WRITER = `
const { Worker, isMainThread } = require('node:worker_threads');
if (isMainThread) return new Worker(__filename, { argv: process.argv.slice(2) });
const [path, driver, rows] = process.argv.slice(2);
const db = new (require(driver))(path);
const told = [];
try {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('create table if not exists t(a)');
  const startedAt = performance.now();
  for (let row = 0; row < Number(rows); row += 1) db.prepare('insert into t values (?)').run('row ' + row);
  told.push((performance.now() - startedAt) / Number(rows));
} catch (error) { told.push(error.code); }
require('node:fs').writeSync(1, JSON.stringify([...told, db.prepare('select count(*) from sqlite_schema').pluck().get()]));
// No closing: what it leaves is looked at.
process.kill(process.pid, 'SIGKILL');
`;

async function writeOn(options: Partial<PretendDiskOptions>, fill?: Parameters<PretendDisk['fill']>[0]) {
  const dir = await tempDir();
  const prefix = join(dir, 'data');
  await mkdir(prefix);
  const disk = await createPretendDisk({ dir, prefix, ...options });
  if (fill) await disk.fill(fill);
  const script = join(dir, 'writer.cjs');
  await writeFile(script, WRITER);
  const driver = new URL(import.meta.resolve('better-sqlite3')).pathname;
  const run = promisify(execFile)(process.execPath, [script, join(prefix, 'a.db'), driver, '20'], {
    env: { ...disk.env },
  });
  const printed = await run.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
  return { prefix, disk, told: JSON.parse(printed) as unknown[] };
}

type PretendDisk = Awaited<ReturnType<typeof createPretendDisk>>;

test.skipIf(trouble)(`the log of a disk, played back, gives the files that are there${why}`, async () => {
  const { prefix, disk } = await writeOn({ watched: true });
  const operations = await disk.operations();
  expect(operations.map(({ sequence }) => sequence)).toEqual(operations.map((_, at) => at + 1));
  for (const name of ['a.db', 'a.db-wal']) {
    const path = join(prefix, name);
    expect(played(operations, path).equals(await readFile(path))).toBe(true);
  }
});

function played(operations: readonly Operation[], path: string): Buffer {
  const content = new Content();
  for (const operation of operations) {
    if (operation.path === path && (operation.did === 'write' || operation.did === 'truncate'))
      apply(content, operation);
  }
  return content.bytes();
}

test.skipIf(trouble)(
  `every commit of a database at FULL is synced, and the log says what it covers${why}`,
  async () => {
    const { disk } = await writeOn({ watched: true });
    const operations = await disk.operations();
    const syncs = operations.filter(({ did, path }) => did === 'sync' && path.endsWith('-wal'));
    expect(syncs.length).toBeGreaterThanOrEqual(20);
    for (const sync of syncs) expect(sync).toMatchObject({ upTo: sync.sequence - 1 });
  },
);

test.skipIf(trouble)(`a disk that is slower by 4 ms makes every commit take so long${why}`, async () => {
  const { told } = await writeOn({ slowUs: 4_000 });
  expect(told[0]).toBeGreaterThanOrEqual(4);
});

test.skipIf(trouble).each([
  [{ error: 'ENOSPC', fails: 'write' }, /^SQLITE_(FULL|IOERR_SHMSIZE)$/],
  [{ error: 'ENOSPC', fails: 'write', afterBytes: 60_000 }, /^SQLITE_FULL$/],
  [{ error: 'EIO', fails: 'sync' }, /^SQLITE_IOERR_(FSYNC|DIR_FSYNC)$/],
] as const)(`a disk told %j fails that way${why}`, async (fault, code) => {
  const { told } = await writeOn({}, fault);
  expect(told[0]).toMatch(code);
});
