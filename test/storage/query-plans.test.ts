import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createCatalogueStore } from '#storage/catalogue-store.ts';
import { createDeliveryStore } from '#storage/delivery-store.ts';
import { createFallbackStore } from '#storage/fallback-store.ts';
import { createJobStore } from '#storage/job-store.ts';
import { makePath, openAt } from './open-stores.ts';
import { ADA, callbackFor, claimAt, FAILED, GUILD, NOON, queuedJob, SUCCESS, TASK } from './stories.ts';

/** Partial indexes that hold open rows only: reading one from end to end reads no history. */
const SMALL_INDEXES = ['jobs_due', 'deliveries_due'];

/** Stores on a second connection to a real database, which answers the plan of every statement that they run. */
function openExplainingStores() {
  const path = makePath();
  openAt(path);
  const sqlite = new Sqlite(path);
  onTestFinished(() => {
    sqlite.close();
  });
  const statements = new Map<string, unknown[]>();
  const orm = drizzle({ client: sqlite, logger: { logQuery: (query, params) => statements.set(query, params) } });
  const database = { orm, write: async <T>(work: () => T) => work(), close: () => undefined };
  const plans = () =>
    [...statements].map(([query, params]) => ({
      query,
      steps: sqlite
        .prepare<unknown[], { detail: string }>(`explain query plan ${query}`)
        .all(...params)
        .map(({ detail }) => detail),
    }));
  return {
    jobs: createJobStore({ database }),
    deliveries: createDeliveryStore({ database }),
    catalogue: createCatalogueStore({ database }),
    fallbacks: createFallbackStore({ database }),
    plans,
  };
}

const isFullScan = (step: string): boolean =>
  /^SCAN (jobs|artifacts|callbacks|deliveries|models|fallbacks)\b/.test(step) &&
  !SMALL_INDEXES.some((name) => step.endsWith(name));

test('no statement of any store reads a whole table, and what is picked by time is not sorted', async () => {
  const { jobs, deliveries, catalogue, fallbacks, plans } = openExplainingStores();
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
  const delivery = await deliveries.claimDue({ now: now + 10_000, leaseMs: 1 });
  if (!delivery) throw new Error('the settled job owes one');
  await deliveries.postpone(delivery.id, { nextAt: now, error: '' });
  await deliveries.releaseLeases();
  await deliveries.saveFile({ jobId: job.id, position: 0 }, { path: 'p', mediaType: 'm', extension: 'e', bytes: 1 });
  await deliveries.artifactsOf(job.id);
  await deliveries.markDelivered(delivery.id, { messageId: '1', now });
  await deliveries.giveUp(delivery.id, { now, error: '' });
  await deliveries.findByJob(job.id);
  await catalogue.save({ provider: 'modelslab', fetchedAt: now, models: [] });
  await fallbacks.set({ guildId: GUILD, kind: 'image', model: 'apimart/m' });
  await fallbacks.find(GUILD, 'image');
  await fallbacks.list(GUILD);
  await fallbacks.clear(GUILD, 'image');

  const explained = plans();
  expect(explained.length).toBeGreaterThan(20);
  expect(explained.filter(({ steps }) => steps.some(isFullScan))).toStrictEqual([]);
  // The one sort: over the members who have something waiting, to choose whose turn it is.
  const sorted = explained.filter(({ steps }) => steps.includes('USE TEMP B-TREE FOR ORDER BY'));
  expect(sorted.map(({ query }) => query.includes('oldest_at'))).toStrictEqual([true]);
});
