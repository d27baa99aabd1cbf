import { describe, expect, test } from 'vitest';
import { JOB_STATES } from '#domain/lifecycle.ts';
import type { End } from '#domain/ports/job-store.ts';
import { openStores } from './open-stores.ts';
import { CHANNEL, FAILED, MODERATED, NOON, nextId, queuedJob, running, SUCCESS, submitting, TASK } from './stories.ts';

const AT = NOON + 9_000;
const settlement = (jobId: string, end: End, expected = JOB_STATES.slice(0, 3)) => ({
  jobId,
  end,
  expected,
  deliveryId: nextId(),
  now: AT,
});

describe('settling', () => {
  test('a success keeps what is known about it, its artifacts in order, and owes one delivery', async () => {
    const { jobs, deliveries } = openStores();
    const { id, notBefore, state, ...job } = await running(jobs);
    const write = settlement(id, SUCCESS);
    const answer = await jobs.settle(write);
    const ended = {
      ...job,
      id,
      state: 'succeeded',
      success: { outcome: 'succeeded', model: 'flux-2', seed: 7 },
      submittedAt: NOON + 1_000,
      deadlineAt: expect.any(Number),
      endedAt: AT,
      task: TASK,
    };
    expect(answer).toStrictEqual({ outcome: 'settled', job: ended });
    expect(await jobs.find(id)).toStrictEqual(ended);
    expect(await deliveries.artifactsOf(id)).toStrictEqual([
      { jobId: id, position: 0, urls: ['https://cdn.test/1.png', 'https://mirror.test/1.png'] },
      { jobId: id, position: 1, urls: ['https://cdn.test/2.png'] },
    ]);
    expect(await deliveries.claimDue({ now: AT, leaseMs: 1, maxPerChannel: 100 })).toStrictEqual({
      id: write.deliveryId,
      jobId: id,
      channelId: CHANNEL,
      place: 'channel',
      createdAt: AT,
      attempts: 1,
      firstAttemptAt: AT,
    });
  });

  test('a success in words alone, with what it cost, owes its delivery as well', async () => {
    const { jobs, deliveries } = openStores();
    const { id } = await running(jobs);
    const success = { outcome: 'succeeded', text: 'trained as job-7 ✓', costMicroUsd: 1_500_000 } as const;
    await jobs.settle(settlement(id, { state: 'succeeded', success, sources: [] }));
    expect(await jobs.find(id)).toMatchObject({ state: 'succeeded', success });
    expect(await deliveries.artifactsOf(id)).toStrictEqual([]);
    expect(await deliveries.findByJob(id)).toStrictEqual({ state: 'due' });
  });

  test.each(['failed', 'expired', 'cancelled'] as const)(
    '%s keeps the failure and owes one delivery',
    async (state) => {
      const { jobs, deliveries } = openStores();
      const job = queuedJob();
      await jobs.accept(job);
      const answer = await jobs.settle(settlement(job.id, { state, failure: MODERATED }));
      expect(answer).toMatchObject({ outcome: 'settled', job: { state, failure: MODERATED, endedAt: AT } });
      expect(await jobs.find(job.id)).not.toHaveProperty('submittedAt');
      expect(await deliveries.findByJob(job.id)).toStrictEqual({ state: 'due' });
      expect(await deliveries.artifactsOf(job.id)).toStrictEqual([]);
    },
  );

  test('only the first of two settlements counts, even when both come at once', async () => {
    const { jobs, deliveries } = openStores();
    const job = await running(jobs);
    const answers = await Promise.all([
      jobs.settle(settlement(job.id, FAILED)),
      jobs.settle(settlement(job.id, SUCCESS)),
    ]);
    expect(answers).toMatchObject([{ outcome: 'settled' }, { outcome: 'unchanged', state: 'failed' }]);
    expect(await jobs.find(job.id)).toMatchObject({ state: 'failed' });
    expect(await deliveries.artifactsOf(job.id)).toStrictEqual([]);
    expect(await deliveries.claimDue({ now: AT, leaseMs: 1_000, maxPerChannel: 100 })).toBeDefined();
    expect(await deliveries.claimDue({ now: AT, leaseMs: 1_000, maxPerChannel: 100 })).toBeUndefined();
  });

  test('leaves a job that is in none of the expected states, and says where it is', async () => {
    const { jobs, deliveries } = openStores();
    const job = await submitting(jobs);
    expect(await jobs.settle(settlement(job.id, SUCCESS, ['running']))).toStrictEqual({
      outcome: 'unchanged',
      state: 'submitting',
    });
    expect(await jobs.find(job.id)).toMatchObject({ state: 'submitting' });
    expect(await deliveries.findByJob(job.id)).toBeUndefined();
  });

  test('never leaves an end state again, even when the caller expects one', async () => {
    const { jobs } = openStores();
    const job = await running(jobs);
    await jobs.settle(settlement(job.id, FAILED));
    expect(await jobs.settle(settlement(job.id, SUCCESS, [...JOB_STATES]))).toStrictEqual({
      outcome: 'unchanged',
      state: 'failed',
    });
  });

  test('says so when nobody knows the job', async () => {
    const { jobs } = openStores();
    expect(await jobs.settle(settlement('01kunknown', FAILED))).toStrictEqual({ outcome: 'unknown_job' });
  });

  test('that cannot store its delivery leaves the job as it was', async () => {
    const { jobs, deliveries } = openStores();
    const [first, second] = [await running(jobs), await running(jobs)];
    const write = settlement(first.id, SUCCESS);
    await jobs.settle(write);
    const clash = { ...settlement(second.id, SUCCESS), deliveryId: write.deliveryId };
    await expect(jobs.settle(clash)).rejects.toThrow();
    expect(await jobs.find(second.id)).toMatchObject({ state: 'running' });
    expect(await deliveries.artifactsOf(second.id)).toStrictEqual([]);
  });
});
