import Sqlite from 'better-sqlite3';
import { type Database, openDatabase } from '#storage/database.ts';
import { createGroupCommit } from '#storage/group-commit.ts';
import type { Faults } from './faults.ts';
import type { Life, Passing } from './life.ts';
import type { RowChange } from './observation.ts';
import { observe } from './observation.ts';
import type { Random } from './random.ts';

/** One database that outlives its processes. */
export type Disk = {
  readonly sqlite: Sqlite.Database;
  /** The database as one process has it open. */
  readonly openFor: (life: Life, passing: Passing) => Database;
  /** Tells what was changed past `openFor`, as sabotage does. */
  readonly lookAgain: () => void;
  readonly commits: () => number;
  /** Empty when it is sound. */
  readonly faultsFound: () => readonly string[];
};

type Deps = {
  readonly faults: Faults;
  readonly random: Random;
  readonly isFull: () => boolean;
  readonly tell: (change: RowChange) => void;
};

/** A commit takes this long at most, in milliseconds: what comes meanwhile shares it. */
const COMMIT_MS = 3;

/**
 * SQLite in memory with the product's own tables, statements and group commit. A commit is an event of the timeline, so
 * that other things happen before it, and a process can die before or after it.
 */
export function createDisk({ faults, random, isFull, tell }: Deps): Disk {
  const { orm } = openDatabase({ path: ':memory:', durable: false });
  const sqlite = orm.$client;
  rememberStatements(sqlite);
  const seen = observe(sqlite, tell);
  const immediately = sqlite.transaction((run: () => void) => run()).immediate;
  let commits = 0;

  function transact(run: () => void, life: Life, passing: Passing): void {
    refuseAtTimes();
    try {
      immediately(() => {
        run();
        passing('database: before the commit');
        if (!life.isAlive()) throw new KilledError('before the commit');
      });
    } catch (error) {
      seen.rolledBack();
      throw error;
    }
    commits += 1;
    seen.committed();
  }

  function refuseAtTimes(): void {
    if (isFull()) throw refusal('database or disk is full', 'SQLITE_FULL');
    if (faults.happens('write refused: busy')) throw refusal('database is locked', 'SQLITE_BUSY');
    if (faults.happens('write refused: I/O error')) throw refusal('disk I/O error', 'SQLITE_IOERR_WRITE');
  }

  return {
    sqlite,
    commits: () => commits,
    lookAgain: () => seen.committed(),
    faultsFound: () =>
      sqlite
        .prepare('pragma integrity_check')
        .pluck()
        .all()
        .map(String)
        .filter((line) => line !== 'ok'),
    openFor: (life, passing) => {
      const { write, read, flush } = createGroupCommit({
        transaction: (run) => transact(run, life, passing),
        schedule: (commit) => void life.after(random.int(0, COMMIT_MS), commit),
      });
      return { orm, write, read, close: flush };
    },
  };
}

/** SQLite need not read the same text again and again: half of the time otherwise, with so many lives on one connection. */
function rememberStatements(sqlite: Sqlite.Database): void {
  const known = new Map<string, Sqlite.Statement>();
  const prepare = sqlite.prepare.bind(sqlite);
  const remembering = (text: string): Sqlite.Statement => {
    const statement = known.get(text) ?? prepare(text);
    known.set(text, statement);
    return statement;
  };
  Object.assign(sqlite, { prepare: remembering });
}

const refusal = (message: string, code: string): Error => new Sqlite.SqliteError(message, code);

/** Ends a transaction whose process has died in the middle. Nobody catches it: nobody is there any more. */
class KilledError extends Error {
  override readonly name = 'KilledError';
}
