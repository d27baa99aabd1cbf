import Sqlite from 'better-sqlite3';
import { StorageError } from './storage-error.ts';

/** What SQLite threw, also where the query builder has wrapped it together with its values; anything else as it is. */
export function asStorageError(error: unknown): unknown {
  const thrown = sqliteErrorIn(error);
  return thrown ? new StorageError(primaryCode(thrown), `${thrown.code}: ${thrown.message}`, thrown) : error;
}

/** The primary result code, such as SQLITE_IOERR for SQLITE_IOERR_WRITE; empty where SQLite has no part in it. */
export function sqliteCode(error: unknown): string {
  const thrown = sqliteErrorIn(error);
  return thrown ? primaryCode(thrown) : '';
}

const primaryCode = ({ code }: { readonly code: string }): string => code.split('_').slice(0, 2).join('_');

function sqliteErrorIn(error: unknown): (Error & { readonly code: string }) | undefined {
  if (error instanceof Sqlite.SqliteError) return error;
  return error instanceof Error ? sqliteErrorIn(error.cause) : undefined;
}
