import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { makeFolder, makePath } from './open-stores.ts';

const migrations = new URL('../../src/storage/migrations/', import.meta.url);

/** A JSON file of the committed migrations. */
export const readMigrations = (path: string) =>
  JSON.parse(readFileSync(fileURLToPath(new URL(path, migrations)), 'utf8'));

/** A database as it was when only the first `count` migrations existed. */
export function openOld(count: number) {
  const folder = join(makeFolder(), 'migrations');
  cpSync(fileURLToPath(migrations), folder, { recursive: true });
  const journal = readMigrations('meta/_journal.json');
  const early = { ...journal, entries: journal.entries.slice(0, count) };
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify(early));
  const path = makePath();
  const sqlite = new Sqlite(path);
  migrate(drizzle({ client: sqlite }), { migrationsFolder: folder });
  return { path, sqlite };
}
