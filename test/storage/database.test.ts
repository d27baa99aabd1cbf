import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '#storage/database.ts';
import { createJobStore } from '#storage/job-store.ts';
import { DatabaseOpenError } from '#storage/open-error.ts';
import { makeFolder, makePath, openAt, openStores } from './open-stores.ts';
import { queuedJob } from './stories.ts';

const faultOf = (path: string): unknown => {
  try {
    openDatabase({ path }).close();
    return 'none';
  } catch (error) {
    return error instanceof DatabaseOpenError ? error.fault : error;
  }
};

describe('an open database', () => {
  test('syncs every commit to disk, also after it has been used', async () => {
    const { database, jobs } = openStores();
    await jobs.accept(queuedJob());
    await jobs.countOpen();
    expect(database.orm.get(sql`pragma synchronous`)).toStrictEqual({ synchronous: 2 });
    expect(database.orm.get(sql`pragma journal_mode`)).toStrictEqual({ journal_mode: 'wal' });
  });

  test('enforces foreign keys and waits for a lock that another process holds', () => {
    const { database } = openStores();
    expect(database.orm.get(sql`pragma foreign_keys`)).toStrictEqual({ foreign_keys: 1 });
    expect(database.orm.get(sql`pragma busy_timeout`)).toStrictEqual({ timeout: 5_000 });
  });

  test('makes its folder', () => {
    const path = join(makeFolder(), 'deep', 'down', 'bowerbird.db');
    openAt(path);
    expect(existsSync(path)).toBe(true);
  });

  test('holds, for a process that finds it as a killed one left it, what was acknowledged', async () => {
    const { path, jobs } = openStores();
    const job = queuedJob();
    await jobs.accept(job);
    const left = join(makeFolder(), 'bowerbird.db');
    for (const suffix of ['', '-wal']) cpSync(path + suffix, left + suffix);
    expect(await openStores(left).jobs.find(job.id)).toStrictEqual(job);
  });

  test('can be opened again and again, with everything still there', async () => {
    const { path, database, jobs } = openStores();
    const job = queuedJob();
    await jobs.accept(job);
    database.close();
    const second = openStores(path);
    expect(await second.jobs.find(job.id)).toStrictEqual(job);
    expect(second.database.orm.get(sql`select count(*) as applied from __drizzle_migrations`)).toStrictEqual({
      applied: readJournal().entries.length,
    });
  });
});

describe('closing', () => {
  test('commits what is still waiting, folds the log into the file, and may be done twice', async () => {
    const { path, database, jobs } = openStores();
    const job = queuedJob();
    const accepted = jobs.accept(job);
    database.close();
    database.close();
    expect(await accepted).toStrictEqual({ outcome: 'accepted', ahead: 0 });
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(await openStores(path).jobs.find(job.id)).toStrictEqual(job);
  });

  test('makes later writes reject instead of waiting for ever', async () => {
    const database = openAt(makePath());
    const jobs = createJobStore({ database });
    database.close();
    await expect(jobs.accept(queuedJob())).rejects.toThrow('not open');
  });
});

describe('a file that cannot be used', () => {
  test('that is no database is called unreadable, and left as it is', () => {
    const path = makePath();
    writeFileSync(path, 'not a database, whatever its name says. '.repeat(100));
    expect(faultOf(path)).toBe('unreadable');
    expect(readFileSync(path, 'utf8')).toContain('whatever its name says');
  });

  test('that is damaged inside is called unreadable', () => {
    const path = makePath();
    openDatabase({ path }).close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 100, 4_096);
    writeFileSync(path, bytes);
    expect(faultOf(path)).toBe('unreadable');
  });

  test.each([
    ['a small one', 2_000],
    ['one that is too large to be read whole at a start', 30_000],
  ])('that is damaged in the middle is called unreadable before anything is done with it: %s', (_size, rows) => {
    const path = makePath();
    openDatabase({ path }).close();
    const sqlite = new Sqlite(path);
    sqlite
      .prepare(
        `with recursive numbers (value) as (select 1 union all select value + 1 from numbers where value < ?)
          insert into callbacks (id, provider, job_id, received_at, body, verdict)
          select value, 'p', 'j', value, hex(zeroblob(1200)), 'progress' from numbers`,
      )
      .run(rows);
    const pages = Number(sqlite.pragma('page_count', { simple: true }));
    sqlite.close();
    expect(faultOf(path)).toBe('none');
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(4_096), 0, 4_096, Math.floor(pages / 4) * 4_096);
    closeSync(file);
    expect(faultOf(path)).toBe('unreadable');
  });

  test('that was cut short is called unreadable', () => {
    const path = makePath();
    openDatabase({ path }).close();
    truncateSync(path, Math.floor(statSync(path).size / 2 / 4_096) * 4_096);
    expect(faultOf(path)).toBe('unreadable');
  });

  test('that is a folder is called unavailable', () => {
    const path = makeFolder();
    expect(() => openDatabase({ path })).toThrow('it is a folder. DATABASE_URL has to name a file.');
    expect(faultOf(path)).toBe('unavailable');
  });

  test('that a later version of the program has written is refused unchanged', () => {
    const path = makePath();
    openDatabase({ path }).close();
    const later = new Sqlite(path);
    later.prepare("insert into __drizzle_migrations (hash, created_at) values ('later', ?)").run(Date.now() * 2);
    later.close();
    expect(faultOf(path)).toBe('newer');
    expect(faultOf(path)).toBe('newer');
  });

  test('in a place where nothing can be written is called unavailable', () => {
    const file = join(makeFolder(), 'a-file');
    writeFileSync(file, '');
    expect(faultOf(join(file, 'bowerbird.db'))).toBe('unavailable');
  });

  test('that is write-protected is called unavailable', ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may write everywhere');
    const path = makePath();
    openDatabase({ path }).close();
    chmodSync(path, 0o400);
    expect(faultOf(path)).toBe('unavailable');
  });

  test('is named in the message, with what to do', () => {
    const path = makePath();
    writeFileSync(path, 'x'.repeat(5_000));
    expect(() => openDatabase({ path })).toThrow(`Cannot use the database ${path}: it is not a SQLite database`);
  });
});

const readJournal = (): { entries: unknown[] } =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'src/storage/migrations/meta/_journal.json'), 'utf8'));
