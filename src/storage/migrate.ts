import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { DatabaseOpenError } from './open-error.ts';

const MIGRATIONS = { migrationsFolder: join(import.meta.dirname, 'migrations') };

/** Brings the tables up to this version of the program. Throws `newer` when they are ahead of it. */
export function bringUpToDate(sqlite: Sqlite.Database, orm: BetterSQLite3Database, path: string): void {
  refuseNewer(sqlite, path);
  try {
    migrate(orm, MIGRATIONS);
  } catch {
    // Another process may have migrated at the same time; then there is nothing left to do. A real fault repeats itself.
    migrate(orm, MIGRATIONS);
  }
}

function refuseNewer(sqlite: Sqlite.Database, path: string): void {
  const known = Math.max(...readMigrationFiles(MIGRATIONS).map(({ folderMillis }) => folderMillis));
  const applied = lastApplied(sqlite);
  if (applied <= known) return;
  throw new DatabaseOpenError(
    'newer',
    path,
    'a later version of this program has changed its tables. Run that version, or restore a backup made before it.',
  );
}

/** When the last migration in the file was generated, in milliseconds; 0 for a new database. */
function lastApplied(sqlite: Sqlite.Database): number {
  const table = sqlite.prepare("select 1 from sqlite_schema where name = '__drizzle_migrations'").get();
  if (table === undefined) return 0;
  return Number(sqlite.prepare('select max(created_at) from __drizzle_migrations').pluck().get());
}
