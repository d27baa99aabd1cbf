import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api';
import { expect, test } from 'vitest';
import * as artifacts from '#storage/schema/artifacts.ts';
import * as callbacks from '#storage/schema/callbacks.ts';
import * as deliveries from '#storage/schema/deliveries.ts';
import * as fallbacks from '#storage/schema/fallbacks.ts';
import * as jobs from '#storage/schema/jobs.ts';
import * as models from '#storage/schema/models.ts';
import { openOld, readMigrations } from './old-database.ts';
import { openStores } from './open-stores.ts';
import { NOON } from './stories.ts';

test('the committed migrations make the very tables that the code is written for', async () => {
  const { entries } = readMigrations('meta/_journal.json');
  const newest = String(entries.at(-1).idx).padStart(4, '0');
  const tables = { ...artifacts, ...callbacks, ...deliveries, ...fallbacks, ...jobs, ...models };
  const inCode = await generateSQLiteDrizzleJson(tables);
  const missing = await generateSQLiteMigration(readMigrations(`meta/${newest}_snapshot.json`), inCode);
  expect(missing, 'run npm run db:generate').toStrictEqual([]);
});

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

test('jobs and messages under way when places were new keep theirs', async () => {
  const { path, sqlite } = openOld(3);
  const insert = sqlite.prepare(
    `insert into jobs (id, interaction_id, provider, kind, state, request, channel_id, user_id, attachment_limit_bytes,
      created_at, not_before, deadline_at, due_at, failure, ended_at)
      values (?, ?, 'modelslab', 'image', ?, ?, '3', '1', 10, 1, 1, 9, ?, ?, ?)`,
  );
  const request = JSON.stringify({
    use: 'imagine',
    model: 'modelslab/m',
    prompt: 'p',
    options: {},
    inputs: [],
    nsfwAllowed: false,
  });
  insert.run('a', '11', 'queued', request, 9, null, null);
  insert.run('b', '12', 'failed', request, null, '{"reason":"expired"}', 5);
  sqlite.exec(`insert into deliveries (id, job_id, channel_id, created_at, next_at, attempts, first_attempt_at, leased)
    values ('d', 'b', '3', ${NOON}, ${NOON + 60_000}, 1, ${NOON + 1}, 1)`);
  sqlite.exec("insert into callbacks values ('c', 'modelslab', 'b', 5, '{}', 'settled')");
  sqlite.close();

  const { jobs, deliveries, upkeep } = openStores(path);
  expect((await jobs.find('a'))?.origin).not.toHaveProperty('answering');
  expect(await jobs.find('b')).toMatchObject({ state: 'failed' });
  expect(await upkeep.unfinishedJobs()).toStrictEqual(['a', 'b']);
  expect(await deliveries.releaseLeases()).toBe(1);
  expect(await deliveries.claimDue({ now: NOON, leaseMs: 1, maxPerChannel: 1 })).toStrictEqual({
    id: 'd',
    jobId: 'b',
    channelId: '3',
    createdAt: NOON,
    place: 'channel',
    attempts: 2,
    firstAttemptAt: NOON + 1,
  });
  expect(await upkeep.forgetCallbacks({ before: 6, limit: 10 })).toBe(1);
});
