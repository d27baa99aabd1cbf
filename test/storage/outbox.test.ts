import { describe, expect, test } from 'vitest';
import type { JobStore } from '#domain/ports/job-store.ts';
import { openStores } from './open-stores.ts';
import { CHANNEL, MODERATED, NOON, nextId, running, SUCCESS } from './stories.ts';

const LEASE_MS = 60_000;
const MANY = 100;
const STORED = { path: 'ab/cd.png', mediaType: 'image/png', extension: 'png', bytes: 1234 };

/** A job that succeeded at `now`; the ids of it and of the delivery it owes. */
async function owe(jobs: JobStore, now: number) {
  const { id: jobId } = await running(jobs);
  const deliveryId = nextId();
  await jobs.settle({ jobId, end: SUCCESS, expected: ['running'], deliveryId, now });
  return { jobId, deliveryId };
}

describe('claiming a delivery', () => {
  test('leases the oldest due one, to one worker at a time', async () => {
    const { jobs, deliveries } = openStores();
    const [newer, older] = [await owe(jobs, NOON + 2), await owe(jobs, NOON + 1)];
    const claim = { now: NOON + 3, leaseMs: LEASE_MS, maxPerChannel: MANY };
    const claimed = await Promise.all([1, 2, 3].map(() => deliveries.claimDue(claim)));
    expect(claimed.map((delivery) => delivery?.id)).toStrictEqual([older.deliveryId, newer.deliveryId, undefined]);
  });

  test('gives it again when the lease has run out, and tells when the first attempt began', async () => {
    const { jobs, deliveries } = openStores();
    const { jobId, deliveryId } = await owe(jobs, NOON);
    await deliveries.claimDue({ now: NOON + 10, leaseMs: LEASE_MS, maxPerChannel: MANY });
    expect(
      await deliveries.claimDue({ now: NOON + 9 + LEASE_MS, leaseMs: LEASE_MS, maxPerChannel: MANY }),
    ).toBeUndefined();
    expect(
      await deliveries.claimDue({ now: NOON + 10 + LEASE_MS, leaseMs: LEASE_MS, maxPerChannel: MANY }),
    ).toStrictEqual({
      id: deliveryId,
      jobId,
      channelId: CHANNEL,
      createdAt: NOON,
      place: 'channel',
      attempts: 2,
      firstAttemptAt: NOON + 10,
    });
  });

  test('gives none before it is owed', async () => {
    const { jobs, deliveries } = openStores();
    await owe(jobs, NOON + 100);
    expect(await deliveries.claimDue({ now: NOON + 99, leaseMs: LEASE_MS, maxPerChannel: MANY })).toBeUndefined();
  });
});

describe('leases of a process that is gone', () => {
  test('are given back at once, and only those', async () => {
    const { jobs, deliveries } = openStores();
    const [held, postponed] = [await owe(jobs, NOON), await owe(jobs, NOON + 1)];
    await deliveries.claimDue({ now: NOON + 2, leaseMs: LEASE_MS, maxPerChannel: MANY });
    await deliveries.claimDue({ now: NOON + 2, leaseMs: LEASE_MS, maxPerChannel: MANY });
    await deliveries.postpone(postponed.deliveryId, { nextAt: NOON + 5_000, error: '503', held: false });
    expect(await deliveries.releaseLeases()).toBe(1);
    expect(await deliveries.releaseLeases()).toBe(0);
    const again = await deliveries.claimDue({ now: NOON + 3, leaseMs: LEASE_MS, maxPerChannel: MANY });
    expect(again).toMatchObject({ id: held.deliveryId, attempts: 2, firstAttemptAt: NOON + 2 });
    expect(await deliveries.claimDue({ now: NOON + 3, leaseMs: LEASE_MS, maxPerChannel: MANY })).toBeUndefined();
  });

  test('do not include what was delivered or given up', async () => {
    const { jobs, deliveries } = openStores();
    const [done, lost] = [await owe(jobs, NOON), await owe(jobs, NOON)];
    for (let taken = 0; taken < 2; taken += 1)
      await deliveries.claimDue({ now: NOON, leaseMs: LEASE_MS, maxPerChannel: MANY });
    await deliveries.markDelivered(done.deliveryId, { messageId: '6', now: NOON });
    await deliveries.giveUp(lost.deliveryId, { now: NOON, error: 'channel is gone' });
    expect(await deliveries.releaseLeases()).toBe(0);
  });
});

describe('how a delivery ends', () => {
  test('delivered: the message is known, and it is never owed again', async () => {
    const { jobs, deliveries } = openStores();
    const { jobId, deliveryId } = await owe(jobs, NOON);
    await deliveries.markDelivered(deliveryId, { messageId: '600000000000000001', now: NOON + 1 });
    expect(await deliveries.findByJob(jobId)).toStrictEqual({ state: 'delivered', messageId: '600000000000000001' });
    expect(await deliveries.claimDue({ now: NOON * 2, leaseMs: LEASE_MS, maxPerChannel: MANY })).toBeUndefined();
  });

  test('delivered with bad news instead of the result: the failure is kept', async () => {
    const { jobs, deliveries } = openStores();
    const { jobId, deliveryId } = await owe(jobs, NOON);
    await deliveries.markDelivered(deliveryId, { now: NOON + 1, failure: MODERATED });
    expect(await deliveries.findByJob(jobId)).toStrictEqual({ state: 'delivered', failure: MODERATED });
  });

  test('undeliverable: given up for good', async () => {
    const { jobs, deliveries } = openStores();
    const { jobId, deliveryId } = await owe(jobs, NOON);
    await deliveries.giveUp(deliveryId, { now: NOON, error: 'channel is gone' });
    expect(await deliveries.findByJob(jobId)).toStrictEqual({ state: 'undeliverable' });
    expect(await deliveries.claimDue({ now: NOON * 2, leaseMs: LEASE_MS, maxPerChannel: MANY })).toBeUndefined();
  });

  test('postponed: owed again from then on', async () => {
    const { jobs, deliveries } = openStores();
    const { jobId, deliveryId } = await owe(jobs, NOON);
    await deliveries.claimDue({ now: NOON, leaseMs: LEASE_MS, maxPerChannel: MANY });
    await deliveries.postpone(deliveryId, { nextAt: NOON + 200, error: '503', held: false });
    expect(await deliveries.findByJob(jobId)).toStrictEqual({ state: 'due' });
    expect(await deliveries.claimDue({ now: NOON + 199, leaseMs: LEASE_MS, maxPerChannel: MANY })).toBeUndefined();
    expect(await deliveries.claimDue({ now: NOON + 200, leaseMs: LEASE_MS, maxPerChannel: MANY })).toMatchObject({
      id: deliveryId,
    });
  });

  test('is final: a worker that comes late changes nothing', async () => {
    const { jobs, deliveries } = openStores();
    const { jobId, deliveryId } = await owe(jobs, NOON);
    await deliveries.markDelivered(deliveryId, { messageId: '6', now: NOON });
    await deliveries.giveUp(deliveryId, { now: NOON, error: 'too late' });
    await deliveries.postpone(deliveryId, { nextAt: NOON, error: 'too late', held: true });
    await deliveries.markDelivered(deliveryId, { messageId: '7', now: NOON, failure: MODERATED });
    expect(await deliveries.findByJob(jobId)).toStrictEqual({ state: 'delivered', messageId: '6' });
  });

  test('is unknown for a job that owes nothing yet', async () => {
    const { jobs, deliveries } = openStores();
    expect(await deliveries.findByJob((await running(jobs)).id)).toBeUndefined();
  });
});

describe('artifacts', () => {
  test('remember where our copy lies, each its own', async () => {
    const { jobs, deliveries } = openStores();
    const { jobId } = await owe(jobs, NOON);
    const other = await owe(jobs, NOON);
    await deliveries.saveFile({ jobId, position: 1 }, STORED);
    const [first, second] = await deliveries.artifactsOf(jobId);
    expect(first).not.toHaveProperty('file');
    expect(second).toStrictEqual({ jobId, position: 1, urls: ['https://cdn.test/2.png'], file: STORED });
    for (const artifact of await deliveries.artifactsOf(other.jobId)) expect(artifact).not.toHaveProperty('file');
  });

  test.each([
    ['a picture', { width: 1024, height: 768 }],
    ['a sound', { seconds: 12.345 }],
    ['a film', { width: 1280, height: 720, seconds: 5 }],
  ])('remember how large the copy is: %s', async (_what, size) => {
    const { jobs, deliveries } = openStores();
    const { jobId } = await owe(jobs, NOON);
    await deliveries.saveFile({ jobId, position: 0 }, { ...STORED, ...size });
    expect((await deliveries.artifactsOf(jobId))[0]?.file).toStrictEqual({ ...STORED, ...size });
    await deliveries.saveFile({ jobId, position: 0 }, STORED);
    expect((await deliveries.artifactsOf(jobId))[0]?.file).toStrictEqual(STORED);
  });

  test('remember that they are words, where the provider said so', async () => {
    const { jobs, deliveries } = openStores();
    const { id: jobId } = await running(jobs);
    const sources = [
      { urls: ['https://cdn.test/1.txt'], text: true },
      { urls: ['https://cdn.test/2.png'], text: false },
      { urls: ['data:image/png;base64,AA=='] },
    ];
    const end = { state: 'succeeded', success: { outcome: 'succeeded' }, sources } as const;
    await jobs.settle({ jobId, end, expected: ['running'], deliveryId: nextId(), now: NOON });
    const kept = sources.map((source, position) => ({ jobId, position, ...source }));
    expect(await deliveries.artifactsOf(jobId)).toStrictEqual(kept);
  });
});
