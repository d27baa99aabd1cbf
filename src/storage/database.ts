import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { createGroupCommit, type Write } from './group-commit.ts';
import { bringUpToDate } from './migrate.ts';
import { DatabaseOpenError } from './open-error.ts';

/** An open database: what the stores are built on. */
export type Database = {
  /** Statements on the one connection. Reading is fine at any time; writing belongs into `write`. */
  readonly orm: BetterSQLite3Database;
  readonly write: Write;
  /** Commits what is waiting, folds the log into the file, closes. May be called again. Later writes are rejected. */
  readonly close: () => void;
};

/** How long to wait for another process (doctor, a backup) that holds the lock, in milliseconds. Blocks the loop. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Pages of 4 KiB in the log before it is folded into the file: 16 MiB. A log left by a crash is read again at the next
 * start, in well under 50 ms at this size; a larger one would only save fsyncs.
 */
const WAL_AUTOCHECKPOINT_PAGES = 4_000;

/** `PRAGMA synchronous` answers this for FULL. */
const SYNCHRONOUS_FULL = 2;

/**
 * Opens or creates the SQLite file at `path`, with its folder, and brings its tables up to date.
 *
 * Throws {@link DatabaseOpenError} when it cannot be used. What a store's promise says is on disk, power cut included.
 */
export function openDatabase({ path }: { readonly path: string }): Database {
  const sqlite = connect(path);
  try {
    const orm = drizzle({ client: sqlite });
    prepareConnection(sqlite, path);
    bringUpToDate(sqlite, orm, path);
    assertDurable(sqlite, path);
    return assemble(sqlite, orm);
  } catch (error) {
    sqlite.close();
    throw explain(error, path);
  }
}

function connect(path: string): Sqlite.Database {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return new Sqlite(path, { timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw new DatabaseOpenError('unavailable', path, `it cannot be opened. Is the folder writable? (${error})`, error);
  }
}

function prepareConnection(sqlite: Sqlite.Database, path: string): void {
  const mode = sqlite.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal') {
    const advice = `its folder's file system has no write-ahead log (${mode}). Put it on a local disk.`;
    throw new DatabaseOpenError('not_durable', path, advice);
  }
  // better-sqlite3 is compiled to run a write-ahead log at NORMAL, which loses acknowledged commits in a power cut.
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma(`wal_autocheckpoint = ${WAL_AUTOCHECKPOINT_PAGES}`);
}

/** To be called after the first read: before it, the pragma answers 2 even where the connection will run at 1. */
function assertDurable(sqlite: Sqlite.Database, path: string): void {
  const level = sqlite.pragma('synchronous', { simple: true });
  if (level === SYNCHRONOUS_FULL) return;
  throw new DatabaseOpenError('not_durable', path, `it runs at synchronous=${level}, not FULL (2).`);
}

function assemble(sqlite: Sqlite.Database, orm: BetterSQLite3Database): Database {
  const immediately = sqlite.transaction((run: () => void) => run()).immediate;
  const { write, flush } = createGroupCommit((run) => immediately(run));
  const close = () => {
    flush();
    if (!sqlite.open) return;
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
    sqlite.close();
  };
  return { orm, write, close };
}

const UNREADABLE = new Set(['SQLITE_NOTADB', 'SQLITE_CORRUPT']);
const UNAVAILABLE = new Set(['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR']);

function explain(error: unknown, path: string): unknown {
  const code = sqliteCode(error);
  if (UNREADABLE.has(code)) {
    const advice = 'it is not a SQLite database, or it is damaged. Restore a backup, or move it away to start afresh.';
    return new DatabaseOpenError('unreadable', path, advice, error);
  }
  if (UNAVAILABLE.has(code)) {
    return new DatabaseOpenError('unavailable', path, `it cannot be read or written now (${code}).`, error);
  }
  return error;
}

/** The primary result code, such as SQLITE_IOERR for SQLITE_IOERR_WRITE; drizzle wraps what the driver threw. */
function sqliteCode(error: unknown): string {
  if (error instanceof Sqlite.SqliteError) return error.code.split('_').slice(0, 2).join('_');
  return error instanceof Error ? sqliteCode(error.cause) : '';
}
