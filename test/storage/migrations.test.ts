import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { expect, test } from 'vitest';
import * as artifacts from '#storage/schema/artifacts.ts';
import * as callbacks from '#storage/schema/callbacks.ts';
import * as deliveries from '#storage/schema/deliveries.ts';
import * as fallbacks from '#storage/schema/fallbacks.ts';
import * as jobs from '#storage/schema/jobs.ts';
import * as models from '#storage/schema/models.ts';
import { makeFolder, makePath, openStores } from './open-stores.ts';

const migrations = new URL('../../src/storage/migrations/', import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(fileURLToPath(new URL(path, migrations)), 'utf8'));

test('the committed migrations make the very tables that the code is written for', async () => {
  const { entries } = read('meta/_journal.json');
  const newest = String(entries.at(-1).idx).padStart(4, '0');
  const tables = { ...artifacts, ...callbacks, ...deliveries, ...fallbacks, ...jobs, ...models };
  const inCode = await generateSQLiteDrizzleJson(tables);
  const missing = await generateSQLiteMigration(read(`meta/${newest}_snapshot.json`), inCode);
  expect(missing, 'run npm run db:generate').toStrictEqual([]);
});

/** A database as it was when only the first `count` migrations existed. */
function openOld(count: number) {
  const folder = join(makeFolder(), 'migrations');
  cpSync(fileURLToPath(migrations), folder, { recursive: true });
  const journal = read('meta/_journal.json');
  const early = { ...journal, entries: journal.entries.slice(0, count) };
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify(early));
  const path = makePath();
  const sqlite = new Sqlite(path);
  migrate(drizzle({ client: sqlite }), { migrationsFolder: folder });
  return { path, sqlite };
}

const FIRST_REQUEST = {
  kind: 'image',
  prompt: 'a “bower” of blue things\nwith a shell',
  model: 'black-forest-labs/flux-1.1:pro',
  aspect: '16:9',
  count: 2,
  seed: 2_147_483_647,
  nsfwAllowed: true,
};

test('jobs of the first version keep their place and can be read in the words of this one', async () => {
  const { path, sqlite } = openOld(1);
  const insert = sqlite.prepare(
    `insert into jobs (id, interaction_id, provider, kind, state, request, channel_id, user_id, attachment_limit_bytes,
      created_at, not_before, deadline_at, due_at) values (?, ?, 'modelslab', 'image', 'queued', ?, '3', '1', 10, 1, 1, 9, 9)`,
  );
  insert.run('a', '11', JSON.stringify(FIRST_REQUEST));
  insert.run('b', '12', JSON.stringify({ ...FIRST_REQUEST, nsfwAllowed: false, negativePrompt: 'red, "null"' }));
  insert.run('c', '13', 'not JSON');
  sqlite.close();

  const { jobs } = openStores(path);
  const { prompt, aspect, count, seed } = FIRST_REQUEST;
  const model = 'modelslab/black-forest-labs/flux-1.1:pro';
  const request = { use: 'imagine', model, prompt, options: { aspect, count, seed }, inputs: [] };
  expect((await jobs.find('a'))?.request).toStrictEqual({ ...request, nsfwAllowed: true });
  const options = { aspect, count, seed, negative: 'red, "null"' };
  expect((await jobs.find('b'))?.request).toStrictEqual({ ...request, options, nsfwAllowed: false });
  await expect(jobs.find('c')).rejects.toThrow('job c');
  expect(await jobs.claimDue({ now: 9, leaseMs: 1 })).toMatchObject({ job: { state: 'queued' } });
});
