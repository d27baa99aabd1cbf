import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { DatabaseOpenError } from '#storage/open-error.ts';
import { sqliteCode } from '#storage/sqlite-error.ts';

/** How long to wait for another process (a backup, somebody with a shell) that is writing, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Pages of 4 KiB in the log before it is folded into the file: 16 MiB. A log left by a crash is read again at the next
 * start, in well under 50 ms at this size; a larger one would only save fsyncs.
 */
const WAL_AUTOCHECKPOINT_PAGES = 4_000;

/** `PRAGMA synchronous` answers this for FULL. */
const SYNCHRONOUS_FULL = 2;

/** Makes the folder of a database that may not exist yet. */
export function preparePlace(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new DatabaseOpenError('unavailable', path, 'it is a folder. DATABASE_URL has to name a file.');
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw unopened(path, error);
  }
}

export function connect(path: string): Sqlite.Database {
  try {
    return new Sqlite(path, { timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw unopened(path, error);
  }
}

const unopened = (path: string, error: unknown) =>
  new DatabaseOpenError('unavailable', path, `it cannot be opened. Is the folder writable? (${error})`, error);

/** Sets what a connection forgets; `durable`: so that a commit is on disk when it returns. */
export function prepareConnection(sqlite: Sqlite.Database, path: string, durable: boolean): void {
  const mode = sqlite.pragma('journal_mode = WAL', { simple: true });
  if (durable && mode !== 'wal') {
    const advice = `its folder's file system has no write-ahead log (${mode}). Put it on a local disk.`;
    throw new DatabaseOpenError('not_durable', path, advice);
  }
  // better-sqlite3 is compiled to run a write-ahead log at NORMAL, which loses acknowledged commits in a power cut.
  sqlite.pragma(`synchronous = ${durable ? 'FULL' : 'OFF'}`);
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma(`wal_autocheckpoint = ${WAL_AUTOCHECKPOINT_PAGES}`);
}

/** To be called after the first read: before it, the pragma answers 2 even where the connection will run at 1. */
export function assertDurable(sqlite: Sqlite.Database, path: string): void {
  const level = sqlite.pragma('synchronous', { simple: true });
  if (level === SYNCHRONOUS_FULL) return;
  throw new DatabaseOpenError('not_durable', path, `it runs at synchronous=${level}, not FULL (2).`);
}

const UNREADABLE = new Set(['SQLITE_NOTADB', 'SQLITE_CORRUPT']);
const UNAVAILABLE = new Set(['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR']);

/** What kept a database from being opened, in words for whoever runs the program; a bug as it is. */
export function explain(error: unknown, path: string): unknown {
  const code = sqliteCode(error);
  if (UNREADABLE.has(code)) return new DatabaseOpenError('unreadable', path, UNREADABLE_ADVICE, error);
  if (UNAVAILABLE.has(code)) {
    return new DatabaseOpenError('unavailable', path, `it cannot be read or written now (${code}).`, error);
  }
  return error;
}

export const UNREADABLE_ADVICE =
  'it is not a SQLite database, or it is damaged. Restore a backup, or move it away to start afresh.';
