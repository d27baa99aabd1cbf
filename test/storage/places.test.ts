import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { openStores } from './open-stores.ts';
import { claimAt, NOON, nextId, queuedJob, running, SUCCESS } from './stories.ts';

const CLAIM = { now: NOON + 1, leaseMs: 10, maxPerChannel: 10 };
const ANSWERING = { applicationId: '500000000000000001', token: 'aW50ZXJhY3Rpb24' };

async function openWithDelivery() {
  const stores = openStores();
  const { id: jobId } = await running(stores.jobs);
  const deliveryId = nextId();
  await stores.jobs.settle({ jobId, end: SUCCESS, expected: ['running'], deliveryId, now: NOON });
  return { ...stores, jobId, deliveryId };
}

describe('where a delivery is tried', () => {
  test('is its channel at first', async () => {
    const { deliveries } = await openWithDelivery();
    expect(await deliveries.claimDue(CLAIM)).toMatchObject({ place: 'channel' });
  });

  test('is kept when a process dies after it has moved on', async () => {
    const { deliveries, deliveryId } = await openWithDelivery();
    await deliveries.claimDue(CLAIM);
    await deliveries.moveOn(deliveryId, 'follow_up');
    await deliveries.releaseLeases();
    expect(await deliveries.claimDue(CLAIM)).toMatchObject({ place: 'follow_up', attempts: 2 });
  });

  test('is its channel again after a pause, or the place that was told', async () => {
    const { deliveries, deliveryId } = await openWithDelivery();
    const pause = { nextAt: NOON, error: '503', held: false };
    await deliveries.moveOn(deliveryId, 'direct');
    await deliveries.postpone(deliveryId, pause);
    expect(await deliveries.claimDue(CLAIM)).toMatchObject({ place: 'channel' });
    await deliveries.postpone(deliveryId, { ...pause, place: 'card' });
    expect(await deliveries.claimDue(CLAIM)).toMatchObject({ place: 'card' });
  });

  test('is not changed any more once it has ended', async () => {
    const { deliveries, deliveryId, database } = await openWithDelivery();
    await deliveries.moveOn(deliveryId, 'direct');
    await deliveries.markDelivered(deliveryId, { now: NOON });
    await deliveries.moveOn(deliveryId, 'card');
    expect(database.orm.get(sql`select place from deliveries`)).toStrictEqual({ place: 'direct' });
  });

  test('is an error that names the delivery when it does not exist', async () => {
    const { deliveries, deliveryId, database } = await openWithDelivery();
    database.orm.run(sql`update deliveries set place = 'the moon'`);
    await expect(deliveries.claimDue(CLAIM)).rejects.toThrow(`delivery ${deliveryId}`);
  });
});

describe('how an interaction can be answered', () => {
  test('is kept with the job', async () => {
    const { jobs } = openStores();
    const plain = queuedJob();
    const job = { ...plain, origin: { ...plain.origin, answering: ANSWERING } };
    await jobs.accept(job);
    expect(await jobs.find(job.id)).toStrictEqual(job);
    expect(await jobs.claimNext(claimAt(NOON + 1))).toMatchObject({ origin: job.origin });
  });

  test('is an error that names the job when half of it is missing', async () => {
    const { jobs, database } = openStores();
    const plain = queuedJob();
    await jobs.accept({ ...plain, origin: { ...plain.origin, answering: ANSWERING } });
    database.orm.run(sql`update jobs set application_id = null`);
    await expect(jobs.find(plain.id)).rejects.toThrow(`job ${plain.id}`);
  });
});

describe('new addresses for what a job made', () => {
  const FRESH = [
    { urls: ['https://cdn.test/new-1.png'] },
    { urls: ['https://cdn.test/new-2.png', 'data:image/png;base64,AA=='] },
  ];

  test('replace the old ones, each its own, and leave our copies as they are', async () => {
    const { deliveries, jobId } = await openWithDelivery();
    const file = { path: 'ab/cd.png', mediaType: 'image/png', extension: 'png', bytes: 1234 };
    await deliveries.saveFile({ jobId, position: 0 }, file);
    expect(await deliveries.replaceSources(jobId, FRESH)).toBe(true);
    expect(await deliveries.artifactsOf(jobId)).toStrictEqual([
      { jobId, position: 0, ...FRESH[0], file },
      { jobId, position: 1, ...FRESH[1] },
    ]);
  });

  test.each([[[]], [FRESH.slice(1)], [[...FRESH, ...FRESH]]])(
    'change nothing when their number is another',
    async (sources) => {
      const { deliveries, jobId } = await openWithDelivery();
      const before = await deliveries.artifactsOf(jobId);
      expect(await deliveries.replaceSources(jobId, sources)).toBe(false);
      expect(await deliveries.artifactsOf(jobId)).toStrictEqual(before);
    },
  );

  test('are those of one job', async () => {
    const { deliveries, jobs, jobId } = await openWithDelivery();
    const other = await running(jobs);
    await jobs.settle({ jobId: other.id, end: SUCCESS, expected: ['running'], deliveryId: nextId(), now: NOON });
    const before = await deliveries.artifactsOf(other.id);
    await deliveries.replaceSources(jobId, FRESH);
    expect(await deliveries.artifactsOf(other.id)).toStrictEqual(before);
    expect(await deliveries.replaceSources('01knobody', FRESH)).toBe(false);
  });
});
