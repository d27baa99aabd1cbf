import { describe, expect, test } from 'vitest';
import type { JobStore } from '#domain/ports/job-store.ts';
import { openStores } from './open-stores.ts';
import { ADA, BRUNO, claimAt, FAILED, IMAGE_DEADLINE_MS, MIRA, NOON, nextId, queuedJob } from './stories.ts';

/** Puts one job into the queue for each name, in this order. */
async function queueFor(jobs: JobStore, ...users: string[]) {
  for (const userId of users) await jobs.accept(queuedJob({ userId }));
}

/** Claims until nothing is left; whose job came each time. */
async function turns(jobs: JobStore, count: number, from = NOON): Promise<(string | undefined)[]> {
  const served: (string | undefined)[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    served.push((await jobs.claimNext(claimAt(from + turn, 100)))?.origin.userId);
  }
  return served;
}

describe('claiming the next job', () => {
  test('takes it into submitting, with the time and the deadline of its kind', async () => {
    const { jobs } = openStores();
    const job = queuedJob();
    await jobs.accept(job);
    const { notBefore, ...rest } = job;
    const expected = { ...rest, state: 'submitting', submittedAt: NOON, deadlineAt: NOON + IMAGE_DEADLINE_MS };
    expect(await jobs.claimNext(claimAt(NOON))).toStrictEqual(expected);
    expect(await jobs.find(job.id)).toStrictEqual(expected);
  });

  test('hands no job out twice, however many ask at once', async () => {
    const { jobs } = openStores();
    await queueFor(jobs, ADA, ADA, BRUNO);
    const claimed = await Promise.all(Array.from({ length: 6 }, () => jobs.claimNext(claimAt(NOON, 100))));
    const ids = claimed.flatMap((job) => job?.id ?? []);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
  });

  test('never has more in flight than the provider takes, and makes room when one ends or goes back', async () => {
    const { jobs } = openStores();
    await queueFor(jobs, ADA, ADA, BRUNO, BRUNO, MIRA);
    const first = await jobs.claimNext(claimAt(NOON, 2));
    const second = await jobs.claimNext(claimAt(NOON, 2));
    if (!first || !second) throw new Error('two were allowed');
    await jobs.markRunning(first.id, { task: { family: 'f', taskId: '1' }, pollAt: NOON });
    expect(await jobs.claimNext(claimAt(NOON, 2))).toBeUndefined();

    await jobs.settle({ jobId: first.id, end: FAILED, expected: ['running'], deliveryId: nextId(), now: NOON });
    expect(await jobs.claimNext(claimAt(NOON, 2))).toBeDefined();
    expect(await jobs.claimNext(claimAt(NOON, 2))).toBeUndefined();

    await jobs.requeue(second.id, { notBefore: NOON, deadlineAt: NOON + 1 });
    expect(await jobs.claimNext(claimAt(NOON, 2))).toBeDefined();
  });

  test("does not count another provider's jobs, nor take them", async () => {
    const { jobs } = openStores();
    await jobs.accept(queuedJob({ provider: 'apimart' }));
    expect(await jobs.claimNext(claimAt(NOON, 1))).toBeUndefined();
    expect(await jobs.claimNext({ ...claimAt(NOON, 1), provider: 'apimart' })).toMatchObject({ provider: 'apimart' });
    await queueFor(jobs, ADA);
    expect(await jobs.claimNext(claimAt(NOON, 1))).toMatchObject({ provider: 'modelslab' });
  });

  test('leaves a job that is not to be submitted yet, and takes it when its time has come', async () => {
    const { jobs } = openStores();
    const later = queuedJob({ notBefore: NOON + 10 });
    await jobs.accept(later);
    await queueFor(jobs, ADA);
    expect(await jobs.claimNext(claimAt(NOON + 9))).not.toMatchObject({ id: later.id });
    expect(await jobs.claimNext(claimAt(NOON + 9))).toBeUndefined();
    expect(await jobs.claimNext(claimAt(NOON + 10))).toMatchObject({ id: later.id });
  });
});

describe('fairness', () => {
  test('one member with a long queue does not keep the others waiting', async () => {
    const { jobs } = openStores();
    await queueFor(jobs, ADA, ADA, ADA, ADA, BRUNO, MIRA);
    expect(await turns(jobs, 6)).toStrictEqual([ADA, BRUNO, MIRA, ADA, ADA, ADA]);
  });

  test('fewest in flight goes first, before who was served longest ago', async () => {
    const { jobs } = openStores();
    await queueFor(jobs, ADA, ADA);
    await turns(jobs, 2);
    await queueFor(jobs, BRUNO);
    await turns(jobs, 1, NOON + 100);
    // Ada was served longer ago, but has two in flight where Bruno has one.
    await queueFor(jobs, ADA, BRUNO);
    expect(await turns(jobs, 1, NOON + 200)).toStrictEqual([BRUNO]);
  });

  test('with equally many in flight, who was served longest ago goes first, before age', async () => {
    const { jobs } = openStores();
    await queueFor(jobs, BRUNO);
    await turns(jobs, 1, NOON);
    await queueFor(jobs, ADA);
    await turns(jobs, 1, NOON + 100);
    await queueFor(jobs, ADA, BRUNO, MIRA);
    expect(await turns(jobs, 3, NOON + 200)).toStrictEqual([MIRA, BRUNO, ADA]);
  });

  test('with nobody served yet, who has waited longest goes first', async () => {
    const { jobs } = openStores();
    await queueFor(jobs, MIRA, ADA, BRUNO);
    expect(await turns(jobs, 3)).toStrictEqual([MIRA, ADA, BRUNO]);
  });

  test('among one member’s jobs, the oldest goes first, also where it came back from a refusal', async () => {
    const { jobs } = openStores();
    const [oldest, newer] = [queuedJob(), queuedJob()];
    for (const job of [newer, oldest]) await jobs.accept(job);
    expect(await jobs.claimNext(claimAt(NOON))).toMatchObject({ id: oldest.id });
    await jobs.requeue(oldest.id, { notBefore: NOON, deadlineAt: NOON + 1 });
    expect(await jobs.claimNext(claimAt(NOON))).toMatchObject({ id: oldest.id });
    expect(await jobs.claimNext(claimAt(NOON))).toMatchObject({ id: newer.id });
  });

  test('what somebody has at one provider does not count at another', async () => {
    const { jobs } = openStores();
    await jobs.accept(queuedJob({ provider: 'apimart', userId: ADA }));
    await jobs.claimNext({ ...claimAt(NOON), provider: 'apimart' });
    await queueFor(jobs, ADA, BRUNO);
    expect(await turns(jobs, 2)).toStrictEqual([ADA, BRUNO]);
  });
});
