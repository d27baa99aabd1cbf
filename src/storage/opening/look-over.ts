import type Sqlite from 'better-sqlite3';
import { DatabaseOpenError } from '#storage/open-error.ts';
import { UNREADABLE_ADVICE } from './connect.ts';

/**
 * Up to this size SQLite checks the whole file: in 40 ms when it lies in memory, as after a crash, and in 300 ms when it
 * comes from a slow disk. Services wait for their 200 meanwhile.
 */
const WHOLE_CHECK_MAX_BYTES = 64 * 1024 * 1024;

/** How long pages of a larger file are looked at. Enough for some 300 MB in memory; the rest is found when it is read. */
const LOOK_MS = 150;

/** Between two looks at the watch; some 400 µs. */
const PAGES_PER_LOOK = 256;

/** Throws `unreadable` when the file is damaged where it was looked at. A start must be quick, so a large file is not read whole. */
export function lookOver(sqlite: Sqlite.Database, path: string): void {
  const bytes =
    Number(sqlite.pragma('page_count', { simple: true })) * Number(sqlite.pragma('page_size', { simple: true }));
  const isSound = bytes <= WHOLE_CHECK_MAX_BYTES ? passesCheck(sqlite) : hasSoundPages(sqlite);
  if (!isSound) throw new DatabaseOpenError('unreadable', path, UNREADABLE_ADVICE);
}

const passesCheck = (sqlite: Sqlite.Database): boolean => sqlite.pragma('quick_check(1)', { simple: true }) === 'ok';

function hasSoundPages(sqlite: Sqlite.Database): boolean {
  const until = performance.now() + LOOK_MS;
  let pages = 0;
  for (const type of sqlite.prepare('select pagetype from dbstat').pluck().iterate()) {
    if (type === 'corrupted') return false;
    pages += 1;
    if (pages % PAGES_PER_LOOK === 0 && performance.now() > until) return true;
  }
  return true;
}
