import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '#storage/database.ts';
import { createDeliveryStore } from '#storage/delivery-store.ts';
import { createJobStore } from '#storage/job-store.ts';

/** An empty folder that is gone after the test. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bowerbird-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const makePath = (): string => join(makeFolder(), 'bowerbird.db');

/** Opens a real database file; closed after the test. */
export function openAt(path: string): Database {
  const database = openDatabase({ path });
  onTestFinished(() => database.close());
  return database;
}

/** Both stores on a real database file of this test's own. */
export function openStores(path = makePath()) {
  const database = openAt(path);
  return { path, database, jobs: createJobStore({ database }), deliveries: createDeliveryStore({ database }) };
}
