import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '#storage/database.ts';
import { createStores } from '#storage/stores.ts';

/** An empty folder that is gone after the test. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bowerbird-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const makePath = (): string => join(makeFolder(), 'bowerbird.db');

const opened = new Map<string, Database>();

/** Opens a real database file; closed after the test, or when it is opened again, as by a bot that is started again. */
export function openAt(path: string): Database {
  opened.get(path)?.close();
  const database = openDatabase({ path });
  opened.set(path, database);
  onTestFinished(() => database.close());
  return database;
}

/** All stores on a real database file of this test's own. */
export function openStores(path = makePath()) {
  const database = openAt(path);
  return { path, database, ...createStores(database) };
}

/** All stores on a database in memory, for tests that need hundreds of them. */
export function openRehearsal() {
  const database = openDatabase({ path: ':memory:', durable: false });
  return { database, ...createStores(database) };
}
