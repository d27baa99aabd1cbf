import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '#storage/database.ts';
import { copyBefore } from '#storage/opening/back-up.ts';
import { openOld } from './old-database.ts';
import { makePath, openAt, openStores } from './open-stores.ts';

const namesBeside = (path: string) =>
  readdirSync(dirname(path))
    .filter((name) => name.startsWith(`${basename(path)}.before-`))
    .map((name) => name.slice(basename(path).length))
    .toSorted();

const INSERT = `insert into jobs (id, interaction_id, provider, kind, state, request, channel_id, user_id,
  attachment_limit_bytes, created_at, not_before, deadline_at, due_at)
  values ('a', '11', 'modelslab', 'image', 'queued', '{}', '3', '1', 10, 1, 1, 9, 9)`;

function appliedTo(path: string): unknown {
  const sqlite = new Sqlite(path);
  const applied = sqlite.prepare('select count(*) from __drizzle_migrations').pluck().get();
  sqlite.close();
  return applied;
}

const openError = (path: string) => {
  try {
    return openDatabase({ path }).close();
  } catch (error) {
    return error;
  }
};

describe('before its tables are changed', () => {
  test('a database that holds something is copied, as it was, and the copy is whole', () => {
    const { path, sqlite } = openOld(2);
    sqlite.exec(INSERT);
    sqlite.close();
    openAt(path);
    expect(namesBeside(path)).toStrictEqual(['.before-0002_maybe_taken']);
    const copy = new Sqlite(`${path}.before-0002_maybe_taken`);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copy.prepare('select id from jobs').pluck().all()).toStrictEqual(['a']);
    copy.close();
    expect(appliedTo(`${path}.before-0002_maybe_taken`)).toBe(2);
  });

  test('an empty one is not, nor one that is up to date', () => {
    const { path, sqlite } = openOld(2);
    sqlite.close();
    openDatabase({ path }).close();
    openDatabase({ path }).close();
    expect(namesBeside(path)).toStrictEqual([]);
  });

  test('what is left of a copy that was cut off is replaced', () => {
    const { path, sqlite } = openOld(2);
    sqlite.exec(INSERT);
    sqlite.close();
    writeFileSync(`${path}.before-0002_maybe_taken.partial`, 'half');
    openAt(path);
    expect(namesBeside(path)).toStrictEqual(['.before-0002_maybe_taken']);
  });

  test('a copy that cannot be made keeps them from being changed', () => {
    const { path, sqlite } = openOld(2);
    sqlite.exec(INSERT);
    sqlite.close();
    // The copy's name is taken by a folder with something in it.
    mkdirSync(`${path}.before-0002_maybe_taken/notes`, { recursive: true });
    const error = openError(path);
    expect(error).toMatchObject({ fault: 'unavailable' });
    expect(String(error)).toContain('could not be written. Is there room?');
    expect(appliedTo(path)).toBe(2);
    expect(namesBeside(path)).toStrictEqual(['.before-0002_maybe_taken']);
  });
});

test('only the newest two copies are kept', () => {
  const path = makePath();
  const { database } = openStores(path);
  for (const migration of ['0003_c', '0001_a', '0002_b', '0010_d']) copyBefore(database.orm.$client, path, migration);
  expect(namesBeside(path)).toStrictEqual(['.before-0003_c', '.before-0010_d']);
});

test('a change that fails leaves the tables as they were, and says where the copy is', () => {
  const { path, sqlite } = openOld(2);
  sqlite.exec(INSERT);
  // In the way of the next migration's last step.
  sqlite.exec("alter table deliveries add column place text default 'x'");
  sqlite.close();
  const error = openError(path);
  expect(error).toMatchObject({ fault: 'not_migrated', path });
  expect(String(error)).toContain(`A copy made before the attempt is ${path}.before-0002_maybe_taken.`);
  expect(appliedTo(path)).toBe(2);
  const left = new Sqlite(path);
  expect(left.pragma('table_info(jobs)')).not.toContainEqual(expect.objectContaining({ name: 'maybe_taken' }));
  left.close();
});
