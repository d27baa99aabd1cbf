import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { DatabaseOpenError } from '#storage/open-error.ts';

/** The step back from an update, and the one before it; older ones would only fill the disk. */
const COPIES_KEPT = 2;

/**
 * Copies the database to `<database>.before-<migration>` and answers that name. The copy is whole and on disk when this
 * returns, and never seen half made. Only the newest copies are kept.
 */
export function copyBefore(sqlite: Sqlite.Database, path: string, migration: string): string {
  const copy = `${path}.before-${migration}`;
  const partial = `${copy}.partial`;
  try {
    rmSync(partial, { force: true });
    sqlite.prepare('vacuum into ?').run(partial);
    sync(partial);
    renameSync(partial, copy);
    sync(dirname(path));
  } catch (error) {
    rmSync(partial, { force: true });
    const advice = `the copy that is made before its tables are changed, ${copy}, could not be written. Is there room? (${error})`;
    throw new DatabaseOpenError('unavailable', path, advice, error);
  }
  forgetOlder(path);
  return copy;
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Migrations are numbered, so the order of the names is theirs. */
function forgetOlder(path: string): void {
  const folder = dirname(path);
  const prefix = `${basename(path)}.before-`;
  const copies = readdirSync(folder).filter((name) => name.startsWith(prefix) && !name.endsWith('.partial'));
  for (const name of copies.toSorted().slice(0, -COPIES_KEPT)) rmSync(join(folder, name));
}
