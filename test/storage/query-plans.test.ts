import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createStores } from '#storage/stores.ts';
import { makePath, openAt } from './open-stores.ts';
import { ADA, callbackFor, claimAt, FAILED, GUILD, NOON, queuedJob, SUCCESS, TASK } from './stories.ts';

/** Partial indexes that hold open rows only: reading one from end to end reads no history. */
const SMALL_INDEXES = ['jobs_due', 'deliveries_ready', 'deliveries_leased', 'deliveries_held', 'deliveries_behind'];

/** All stores on a second connection to a real database, which answers the plan of every statement that they prepare. */
function openExplainingStores() {
  const path = makePath();
  openAt(path);
  const sqlite = new Sqlite(path);
  onTestFinished(() => {
    sqlite.close();
  });
  const statements = new Set<string>();
  const prepare = vi.spyOn(sqlite, 'prepare').mockImplementation((query) => {
    statements.add(query);
    return Sqlite.prototype.prepare.call(sqlite, query);
  });
  const orm = drizzle({ client: sqlite });
  const now = async <T>(work: () => T) => work();
  const database = { orm, write: now, read: now, close: () => undefined };
  const plans = () => {
    prepare.mockRestore();
    return [...statements].map((query) => ({
      query,
      steps: sqlite
        .prepare<unknown[], { detail: string }>(`explain query plan ${query}`)
        .all(...[...query.matchAll(/\?/g)].map(() => null))
        .map(({ detail }) => detail),
    }));
  };
  return { ...createStores(database), plans };
}

const isFullScan = (step: string): boolean =>
  /^SCAN (jobs|artifacts|callbacks|deliveries|models|fallbacks)\b/.test(step) &&
  !SMALL_INDEXES.some((name) => step.endsWith(name));

test('no statement of any store reads a whole table, and what is picked by time is not sorted', async () => {
  const { jobs, deliveries, catalogueStore, fallbacks, upkeep, plans } = openExplainingStores();
  const job = queuedJob();
  const now = NOON;
  await jobs.accept(job);
  await jobs.attachCard(job.id, '1');
  await jobs.find(job.id);
  await jobs.listByMember({ userId: ADA, guildId: GUILD, limit: 5 });
  await jobs.listByMember({ userId: ADA, guildId: undefined, limit: 5 });
  await jobs.claimNext(claimAt(now));
  await jobs.requeue(job.id, { notBefore: now, deadlineAt: now + 1 });
  await jobs.claimNext(claimAt(now));
  await jobs.requeueStranded({ providers: ['modelslab', 'apimart'], notBefore: now, deadlineAt: now + 1 });
  await jobs.claimNext(claimAt(now));
  await jobs.moveTo(job.id, { provider: 'apimart', model: 'apimart/m', notBefore: now, deadlineAt: now + 1 });
  await jobs.claimNext({ ...claimAt(now), provider: 'apimart' });
  await jobs.markRunning(job.id, { task: TASK, pollAt: now });
  await jobs.findByTask({ provider: 'apimart', family: TASK.family, taskId: TASK.taskId });
  await jobs.claimDue({ now, leaseMs: 1 });
  await jobs.planPoll(job.id, { pollAt: now, doubtSince: null });
  await jobs.countOpen();
  const nonsense = { news: 'nonsense', detail: '' } as const;
  await jobs.receiveCallback(callbackFor(job, { provider: 'apimart', news: nonsense }));
  await jobs.receiveCallback(callbackFor(job, { provider: 'apimart' }));
  await jobs.settle({ jobId: job.id, end: SUCCESS, expected: ['running'], deliveryId: 'd', now });
  await jobs.settle({ jobId: 'none', end: FAILED, expected: ['running'], deliveryId: 'd', now });
  const delivery = await deliveries.claimDue({ now: now + 10_000, leaseMs: 1, maxPerChannel: 1 });
  if (!delivery) throw new Error('the settled job owes one');
  await deliveries.moveOn(delivery.id, 'direct');
  await deliveries.postpone(delivery.id, { nextAt: now, error: '', held: true });
  await deliveries.postpone(delivery.id, { nextAt: now, error: '', held: false });
  await deliveries.releaseLeases();
  await deliveries.saveFile({ jobId: job.id, position: 0 }, { path: 'p', mediaType: 'm', extension: 'e', bytes: 1 });
  await deliveries.artifactsOf(job.id);
  await deliveries.replaceSources(job.id, SUCCESS.state === 'succeeded' ? SUCCESS.sources : []);
  await deliveries.markDelivered(delivery.id, { messageId: '1', now });
  await deliveries.giveUp(delivery.id, { now, error: '' });
  await deliveries.findByJob(job.id);
  await catalogueStore.save({ provider: 'modelslab', fetchedAt: now, models: [] });
  await catalogueStore.load();
  await fallbacks.set({ guildId: GUILD, kind: 'image', model: 'apimart/m' });
  await fallbacks.find(GUILD, 'image');
  await fallbacks.list(GUILD);
  await fallbacks.clear(GUILD, 'image');

  await upkeep.shiftTimes(1_000);
  await upkeep.lastMoment?.();
  await upkeep.unfinishedJobs();
  await upkeep.forgetCallbacks({ before: now, limit: 10 });

  const explained = plans();
  expect(explained.length).toBeGreaterThan(20);
  expect(explained.filter(({ steps }) => steps.some(isFullScan))).toStrictEqual([]);
  // The one sort: over the members who have something waiting, to choose whose turn it is.
  const sorted = explained.filter(({ steps }) => steps.includes('USE TEMP B-TREE FOR ORDER BY'));
  expect(sorted.map(({ query }) => query.includes('oldest_at'))).toStrictEqual([true]);
});
