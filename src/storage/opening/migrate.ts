import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import * as z from 'zod';
import { DatabaseOpenError } from '#storage/open-error.ts';
import { copyBefore } from './back-up.ts';

const MIGRATIONS = join(import.meta.dirname, '..', 'migrations');

/** As drizzle-kit makes it, so that its tools can read the table as well. */
const APPLIED_TABLE = `create table if not exists __drizzle_migrations
  (id serial primary key, hash text not null, created_at numeric)`;

/**
 * Brings the tables up to this version of the program, all the way or not at all. A database that holds something is
 * copied first. Throws `newer` when its tables are ahead, `not_migrated` when they cannot be brought up to date.
 */
export function bringUpToDate(sqlite: Sqlite.Database, path: string): void {
  const applied = lastApplied(sqlite);
  const known = readMigrationFiles({ migrationsFolder: MIGRATIONS });
  if (known.every(({ folderMillis }) => folderMillis < applied)) throw new DatabaseOpenError('newer', path, NEWER);
  const missing = known.filter(({ folderMillis }) => folderMillis > applied);
  if (missing.length === 0) return;

  const copy = holdsRows(sqlite) ? copyBefore(sqlite, path, tagOf(missing[0]?.folderMillis)) : undefined;
  const migrate = sqlite.transaction(() => {
    sqlite.exec(APPLIED_TABLE);
    const note = sqlite.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)');
    for (const { sql, hash, folderMillis } of missing) {
      for (const statement of sql) sqlite.exec(statement);
      note.run(hash, folderMillis);
    }
  });
  try {
    migrate.exclusive();
  } catch (error) {
    const kept = copy === undefined ? '' : ` A copy made before the attempt is ${copy}.`;
    const advice = `its tables could not be brought up to date, and were left as they were (${error}).${kept}`;
    throw new DatabaseOpenError('not_migrated', path, advice, error);
  }
}

const NEWER =
  'a later version of this program has changed its tables. Run that version, or restore a backup made before it.';

/** When the last migration in the file was generated, in milliseconds; 0 for a new database. */
function lastApplied(sqlite: Sqlite.Database): number {
  const table = sqlite.prepare("select 1 from sqlite_schema where name = '__drizzle_migrations'").get();
  if (table === undefined) return 0;
  return Number(sqlite.prepare('select max(created_at) from __drizzle_migrations').pluck().get());
}

function holdsRows(sqlite: Sqlite.Database): boolean {
  const tables = sqlite
    .prepare<[], string>(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name <> '__drizzle_migrations'",
    )
    .pluck()
    .all();
  return tables.some((name) => sqlite.prepare(`select 1 from "${name}" limit 1`).get() !== undefined);
}

const journal = z.object({ entries: z.array(z.object({ when: z.int(), tag: z.string() })) });

/** The name of a migration, such as `0003_places`. */
function tagOf(folderMillis: number | undefined): string {
  const { entries } = journal.parse(JSON.parse(readFileSync(join(MIGRATIONS, 'meta', '_journal.json'), 'utf8')));
  return entries.find(({ when }) => when === folderMillis)?.tag ?? String(folderMillis);
}
