import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { DatabaseOpenError } from '#storage/open-error.ts';
import { sqliteCode } from '#storage/sqlite-error.ts';

/**
 * Takes the database at `path` for this process alone and answers how to give it back. Throws `in_use` at once when
 * another process has it.
 *
 * What is locked is a file beside the database, `<database>.lock`, empty for ever: two processes that both work on one
 * outbox would post twice, but a backup or a look at the tables needs no permission of ours. It is a lock of the
 * kernel's, by way of an exclusive transaction, so it ends with the process, however that ends; the file says nothing.
 */
export function lockDatabase(path: string): () => void {
  const file = `${trueName(path)}.lock`;
  let lock: Sqlite.Database | undefined;
  try {
    lock = new Sqlite(file, { timeout: 0 });
    const held = lock.exec('begin exclusive');
    return () => held.close();
  } catch (error) {
    lock?.close();
    if (sqliteCode(error) === 'SQLITE_BUSY') throw new DatabaseOpenError('in_use', path, IN_USE, error);
    const advice = `its lock, ${file}, cannot be taken. Is the folder writable? (${error})`;
    throw new DatabaseOpenError('unavailable', path, advice, error);
  }
}

const IN_USE =
  'another Bowerbird is running on it. Stop that one first, or give this one a database of its own (DATABASE_URL or DATA_DIR).';

/** So that two ways to one file, by a link or by a folder that is one, lead to one lock. */
function trueName(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}
