import type Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { createGroupCommit, type Read, type Write } from './group-commit.ts';
import { assertDurable, connect, explain, prepareConnection, preparePlace } from './opening/connect.ts';
import { lockDatabase } from './opening/lock.ts';
import { lookOver } from './opening/look-over.ts';
import { bringUpToDate } from './opening/migrate.ts';

/** An open database: what the stores are built on. */
export type Database = {
  /** Statements on the one connection: to be run in `write` or `read`, so that they keep the order of the calls. */
  readonly orm: BetterSQLite3Database & { readonly $client: Sqlite.Database };
  readonly write: Write;
  readonly read: Read;
  /** Commits what is waiting, folds the log into the file, closes. May be called again. Later calls are rejected. */
  readonly close: () => void;
};

type Opening = {
  readonly path: string;
  /**
   * When what was written is committed: at the end of the turn of microtasks, unless told otherwise. No timer and no
   * thread has a part in it, so the same calls make the same commits.
   */
  readonly schedule?: (commit: () => void) => void;
  /**
   * False for a rehearsal, such as a simulation of a hundred thousand jobs: nothing is synced to disk, no other process is
   * kept out, and `path` may be `:memory:`.
   */
  readonly durable?: boolean;
};

/**
 * Opens or creates the SQLite file at `path`, with its folder, and brings its tables up to date.
 *
 * Throws {@link DatabaseOpenError} when it cannot be used. What a store's promise says is on disk, power cut included.
 */
export function openDatabase({ path, schedule = queueMicrotask, durable = true }: Opening): Database {
  if (durable) preparePlace(path);
  const unlock = durable ? lockDatabase(path) : () => undefined;
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = connect(path);
    prepareConnection(sqlite, path, durable);
    lookOver(sqlite, path);
    bringUpToDate(sqlite, path);
    if (durable) assertDurable(sqlite, path);
    return assemble(sqlite, { schedule, unlock });
  } catch (error) {
    sqlite?.close();
    unlock();
    throw explain(error, path);
  }
}

type Parts = Required<Pick<Opening, 'schedule'>> & { readonly unlock: () => void };

function assemble(sqlite: Sqlite.Database, { schedule, unlock }: Parts): Database {
  const orm = drizzle({ client: sqlite });
  const immediately = sqlite.transaction((run: () => void) => run()).immediate;
  const { write, read, flush } = createGroupCommit({ transaction: (run) => immediately(run), schedule });
  const close = () => {
    flush();
    if (!sqlite.open) return;
    try {
      sqlite.pragma('wal_checkpoint(TRUNCATE)');
    } catch {
      // On a full disk the log stays as it is: nothing is lost by that, and the next start reads it.
    }
    sqlite.close();
    unlock();
  };
  return { orm, write, read, close };
}
