import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api';
import { expect, test } from 'vitest';
import * as artifacts from '#storage/schema/artifacts.ts';
import * as callbacks from '#storage/schema/callbacks.ts';
import * as deliveries from '#storage/schema/deliveries.ts';
import * as jobs from '#storage/schema/jobs.ts';

const migrations = new URL('../../src/storage/migrations/', import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(fileURLToPath(new URL(path, migrations)), 'utf8'));

test('the committed migrations make the very tables that the code is written for', async () => {
  const { entries } = read('meta/_journal.json');
  const newest = String(entries.at(-1).idx).padStart(4, '0');
  const inCode = await generateSQLiteDrizzleJson({ ...artifacts, ...callbacks, ...deliveries, ...jobs });
  const missing = await generateSQLiteMigration(read(`meta/${newest}_snapshot.json`), inCode);
  expect(missing, 'run npm run db:generate').toStrictEqual([]);
});
