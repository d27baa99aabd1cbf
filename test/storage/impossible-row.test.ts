import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { ImpossibleRowError } from '#storage/impossible-row.ts';
import { jobs as table } from '#storage/schema/jobs.ts';
import { openStores } from './open-stores.ts';
import { callbackFor, claimAt, FAILED, NOON, nextId, queuedJob, running, submitting } from './stories.ts';

type Stores = ReturnType<typeof openStores>;

const spoil = ({ database }: Stores, jobId: string, change: Partial<typeof table.$inferInsert>) =>
  database.orm.update(table).set(change).where(eq(table.id, jobId)).run();

describe('a stored job that makes no sense', () => {
  test.each([
    ['a request that is no JSON', { request: '{' }],
    ['a request of another shape', { request: '{"use":"imagine"}' }],
    ['a request with a field nobody knows', { request: JSON.stringify({ ...queuedJob().request, surprise: 1 }) }],
    ['an origin that is no snowflake', { channelId: 'general' }],
    ['no task although it runs', { taskId: null }],
    ['no time of submit although it runs', { submittedAt: null }],
  ])('is an error that names the job: %s', async (_problem, change) => {
    const stores = openStores();
    const { id } = await running(stores.jobs);
    spoil(stores, id, change);
    await expect(stores.jobs.find(id)).rejects.toThrow(ImpossibleRowError);
    await expect(stores.jobs.find(id)).rejects.toThrow(`job ${id}`);
  });

  test('is an error also when its state does not exist', async () => {
    const { jobs, database } = openStores();
    const { id } = await running(jobs);
    database.orm.run(sql`update ${table} set state = 'asleep' where id = ${id}`);
    await expect(jobs.find(id)).rejects.toThrow(`Stored job ${id} makes no sense: state asleep does not exist`);
  });

  test.each([
    ['an unknown reason', { failure: '{"reason":"bored"}' }],
    ['no failure', { failure: null }],
    ['no time of its end', { endedAt: null }],
  ])('is an error when it failed with %s', async (_problem, change) => {
    const stores = openStores();
    const { id } = await running(stores.jobs);
    await stores.jobs.receiveCallback(callbackFor({ id }, { news: { news: 'ended', end: FAILED } }));
    spoil(stores, id, change);
    await expect(stores.jobs.find(id)).rejects.toThrow(`job ${id}`);
  });

  test('is an error when it succeeded with a success of another shape', async () => {
    const stores = openStores();
    const { id } = await running(stores.jobs);
    await stores.jobs.receiveCallback(callbackFor({ id }));
    spoil(stores, id, { success: '{"outcome":"failed"}' });
    await expect(stores.jobs.find(id)).rejects.toThrow(`job ${id}`);
  });

  test('does not keep the due jobs behind it from being looked at', async () => {
    const stores = openStores();
    const [bad, good] = [await running(stores.jobs), await running(stores.jobs)];
    spoil(stores, bad.id, { request: '{}', dueAt: NOON });
    const claim = { now: NOON + 30_000, leaseMs: 1_000 };
    await expect(stores.jobs.claimDue(claim)).rejects.toThrow(`job ${bad.id}`);
    expect(await stores.jobs.claimDue(claim)).toMatchObject({ job: { id: good.id } });
  });

  test('does not keep the jobs waiting behind it from being submitted', async () => {
    const stores = openStores();
    const [bad, good] = [queuedJob(), queuedJob()];
    for (const job of [bad, good]) await stores.jobs.accept(job);
    spoil(stores, bad.id, { request: '{}' });
    await expect(stores.jobs.claimNext(claimAt(NOON))).rejects.toThrow(`job ${bad.id}`);
    expect(await stores.jobs.claimNext(claimAt(NOON))).toMatchObject({ id: good.id });
  });
});

describe('other stored JSON that makes no sense', () => {
  test('is an error that names the job it belongs to', async () => {
    const { jobs, deliveries, database } = openStores();
    const { id } = await submitting(jobs);
    const callback = callbackFor({ id }, { deliveryId: nextId() });
    await jobs.receiveCallback(callback);
    database.orm.run(sql`update artifacts set urls = '[]'`);
    await expect(deliveries.artifactsOf(id)).rejects.toThrow(`artifact 0 of job ${id} makes no sense: urls`);
    for (const wrong of ['bytes = -1', 'width = 0', 'seconds = -1']) {
      const whole = "path = 'x', media_type = 'm', extension = 'e', bytes = 1, width = 1, seconds = 1";
      database.orm.run(sql.raw(`update artifacts set urls = '["https://cdn.test/1.png"]', ${whole}`));
      expect(await deliveries.artifactsOf(id)).toHaveLength(2);
      database.orm.run(sql.raw(`update artifacts set ${wrong}`));
      await expect(deliveries.artifactsOf(id)).rejects.toThrow(`artifact 0 of job ${id} makes no sense`);
    }
    database.orm.run(sql`update deliveries set failure = 'moderated'`);
    await expect(deliveries.findByJob(id)).rejects.toThrow(`delivery ${callback.deliveryId} of job ${id}`);
  });
});
