import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { openStores } from './open-stores.ts';
import { BRUNO, callbackFor, claimAt, FAILED, NOON, nextId, queuedJob, running, submitting } from './stories.ts';

const HOUR_MS = 3_600_000;

type Stores = ReturnType<typeof openStores>;

async function settled({ jobs }: Stores, now = NOON) {
  const { id: jobId } = await running(jobs);
  const deliveryId = nextId();
  await jobs.settle({ jobId, end: FAILED, expected: ['running'], deliveryId, now });
  return { jobId, deliveryId };
}

describe('when the clock was set', () => {
  test.each([HOUR_MS, -HOUR_MS])('an open job waits as long as it was meant to (%d ms)', async (byMs) => {
    const stores = openStores();
    const { jobs, upkeep } = stores;
    const [first, second] = [await running(jobs), queuedJob({ userId: BRUNO, notBefore: NOON + 2_000 })];
    await jobs.planPoll(first.id, { pollAt: NOON + 40_000, doubtSince: NOON + 3_000, etaAt: NOON + 50_000 });
    await jobs.accept(second);
    const [before, waiting] = [await jobs.find(first.id), await jobs.find(second.id)];
    await upkeep.shiftTimes(byMs);
    expect(await jobs.find(first.id)).toStrictEqual({
      ...before,
      createdAt: first.createdAt + byMs,
      deadlineAt: Number(before?.deadlineAt) + byMs,
      submittedAt: NOON + 1_000 + byMs,
      etaAt: NOON + 50_000 + byMs,
    });
    expect(await jobs.find(second.id)).toStrictEqual({
      ...waiting,
      createdAt: second.createdAt + byMs,
      notBefore: second.notBefore + byMs,
      deadlineAt: second.deadlineAt + byMs,
    });
    expect(await jobs.claimNext(claimAt(NOON + 1_999 + byMs))).toBeUndefined();
    expect(await jobs.claimNext(claimAt(NOON + 2_000 + byMs))).toMatchObject({ id: second.id });
    expect(await jobs.claimDue({ now: NOON + 39_999 + byMs, leaseMs: 1 })).toBeUndefined();
    const due = await jobs.claimDue({ now: NOON + 40_000 + byMs, leaseMs: 1 });
    expect(due).toMatchObject({ job: { id: first.id }, doubtSince: NOON + 3_000 + byMs });
  });

  test('a message that is owed waits as long as it was meant to, and so do those behind it', async () => {
    const stores = openStores();
    const { deliveries, upkeep } = stores;
    const [first, second] = [await settled(stores), await settled(stores, NOON + 1)];
    const claim = (now: number) => deliveries.claimDue({ now, leaseMs: 100, maxPerChannel: 5 });
    await claim(NOON + 5);
    await deliveries.postpone(first.deliveryId, { nextAt: NOON + 1_000, error: '503', held: true });
    expect(await claim(NOON + 5)).toBeUndefined();
    const asked = await stores.jobs.find(first.jobId);
    await upkeep.shiftTimes(-HOUR_MS);
    expect(await claim(NOON + 999 - HOUR_MS)).toBeUndefined();
    expect(await claim(NOON + 1_000 - HOUR_MS)).toMatchObject({
      id: first.deliveryId,
      createdAt: NOON - HOUR_MS,
      firstAttemptAt: NOON + 5 - HOUR_MS,
    });
    expect(await stores.jobs.find(first.jobId)).toMatchObject({ createdAt: Number(asked?.createdAt) - HOUR_MS });
    // Made under the new clock: still younger than what was owed before.
    const third = await settled(stores, NOON + 2_000 - HOUR_MS);
    expect(await claim(NOON + 2_000 - HOUR_MS)).toMatchObject({ id: first.deliveryId, attempts: 3 });
    for (const { deliveryId } of [first, second]) await deliveries.markDelivered(deliveryId, { now: NOON - HOUR_MS });
    expect(await claim(NOON + 2_000 - HOUR_MS)).toMatchObject({ id: third.deliveryId });
  });

  test('what has ended stays as it was', async () => {
    const stores = openStores();
    const { jobId, deliveryId } = await settled(stores);
    await stores.deliveries.markDelivered(deliveryId, { now: NOON + 1, messageId: '6' });
    const rows = () => [
      stores.database.orm.all(sql`select * from jobs`),
      stores.database.orm.all(sql`select * from deliveries`),
    ];
    const before = [rows(), await stores.jobs.find(jobId)];
    await stores.upkeep.shiftTimes(HOUR_MS);
    expect([rows(), await stores.jobs.find(jobId)]).toStrictEqual(before);
  });
});

test('the last moment is that of what is unfinished, and moves along when the clock is followed', async () => {
  const stores = openStores();
  expect(await stores.upkeep.lastMoment?.()).toBeUndefined();
  const done = await settled(stores, NOON * 2);
  expect(await stores.upkeep.lastMoment?.()).toBe(NOON * 2);
  await stores.deliveries.markDelivered(done.deliveryId, { now: NOON * 2 });
  expect(await stores.upkeep.lastMoment?.()).toBeUndefined();
  await stores.jobs.accept(queuedJob({ createdAt: NOON + 7 }));
  expect(await stores.upkeep.lastMoment?.()).toBe(NOON + 7);
  await stores.upkeep.shiftTimes(-HOUR_MS);
  expect(await stores.upkeep.lastMoment?.()).toBe(NOON + 7 - HOUR_MS);
});

test('the unfinished jobs are those that are open or whose message is owed, each once', async () => {
  const stores = openStores();
  const { jobs, deliveries, upkeep } = stores;
  const done = await settled(stores);
  await deliveries.markDelivered(done.deliveryId, { now: NOON });
  const lost = await settled(stores);
  await deliveries.giveUp(lost.deliveryId, { now: NOON, error: 'gone' });
  const owed = [await settled(stores), await settled(stores)];
  await deliveries.claimDue({ now: NOON, leaseMs: 1, maxPerChannel: 1 });
  await deliveries.postpone(String(owed[0]?.deliveryId), { nextAt: NOON, error: '', held: true });
  await deliveries.claimDue({ now: NOON, leaseMs: 1_000, maxPerChannel: 9 });
  await deliveries.claimDue({ now: NOON, leaseMs: 1_000, maxPerChannel: 9 });
  const open = [await running(jobs, { userId: BRUNO }), await submitting(jobs), queuedJob()];
  await jobs.accept(open[2] ?? queuedJob());
  const expected = [...owed.map(({ jobId }) => jobId), ...open.map(({ id }) => id)];
  expect((await upkeep.unfinishedJobs()).toSorted()).toStrictEqual(expected.toSorted());
});

describe('forgetting callbacks', () => {
  const left = ({ database }: Stores) =>
    database.orm
      .all<{ at: number }>(sql`select received_at as at from callbacks order by at`)
      .map(({ at }) => at - NOON);

  test('deletes the oldest that are old enough, at most so many at a time', async () => {
    const stores = openStores();
    const times = [5, 3, 9, 1, 7].map((at) => NOON + at);
    for (const receivedAt of times) await stores.jobs.receiveCallback(callbackFor({ id: 'x' }, { receivedAt }));
    expect(await stores.upkeep.forgetCallbacks({ before: NOON + 9, limit: 3 })).toBe(3);
    expect(left(stores)).toStrictEqual([7, 9]);
    expect(await stores.upkeep.forgetCallbacks({ before: NOON + 9, limit: 3 })).toBe(1);
    expect(await stores.upkeep.forgetCallbacks({ before: NOON + 9, limit: 3 })).toBe(0);
    expect(left(stores)).toStrictEqual([9]);
  });
});
