import { describe, expect, test } from 'vitest';
import { openStores } from './open-stores.ts';
import { callbackFor, claimAt, NOON, nextId, queuedJob, running, submitting, TASK } from './stories.ts';

describe('marking as running', () => {
  test('keeps the task, the time left and the deadline', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    const answer = await jobs.markRunning(job.id, { task: TASK, pollAt: NOON + 30_000, etaAt: NOON + 20_000 });
    expect(answer).toMatchObject({ id: job.id, state: 'running', task: TASK, etaAt: NOON + 20_000 });
    expect(await jobs.find(job.id)).toStrictEqual(answer);
  });

  test('keeps a task without an address and without an estimate as just that', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    const task = { family: 'images', taskId: '9002' };
    const answer = await jobs.markRunning(job.id, { task, pollAt: NOON });
    expect(answer?.task).toStrictEqual(task);
    expect(answer).not.toHaveProperty('etaAt');
  });

  test('changes nothing when a callback was faster', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    expect(await jobs.receiveCallback(callbackFor(job))).toBe('settled');
    expect(await jobs.markRunning(job.id, { task: TASK, pollAt: NOON })).toBeUndefined();
    expect(await jobs.find(job.id)).toMatchObject({ state: 'succeeded' });
  });

  test('changes nothing in a job that is queued, or that nobody knows', async () => {
    const { jobs } = openStores();
    const job = queuedJob();
    await jobs.accept(job);
    expect(await jobs.markRunning(job.id, { task: TASK, pollAt: NOON })).toBeUndefined();
    expect(await jobs.markRunning(nextId(), { task: TASK, pollAt: NOON })).toBeUndefined();
    expect(await jobs.find(job.id)).toStrictEqual(job);
  });

  test('loses no acceptance when a provider answers two submits with one task', async () => {
    const { jobs } = openStores();
    const [first, second] = [await running(jobs), await running(jobs)];
    for (const job of [first, second]) expect(await jobs.find(job.id)).toMatchObject({ state: 'running', task: TASK });
  });
});

describe('going back to the queue', () => {
  test('makes the job what it was before, with a new time and deadline', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    const again = { notBefore: NOON + 60_000, deadlineAt: NOON + 900_000 };
    expect(await jobs.requeue(job.id, again)).toBe(true);
    expect(await jobs.find(job.id)).toStrictEqual({ ...job, ...again });
    expect(await jobs.claimNext(claimAt(NOON + 59_999))).toBeUndefined();
    expect(await jobs.claimNext(claimAt(NOON + 60_000))).toMatchObject({ id: job.id, submittedAt: NOON + 60_000 });
  });

  test('is not possible for a job that runs, has ended, or is unknown', async () => {
    const { jobs } = openStores();
    const again = { notBefore: NOON, deadlineAt: NOON };
    const job = await running(jobs);
    expect(await jobs.requeue(job.id, again)).toBe(false);
    await jobs.receiveCallback(callbackFor(job));
    expect(await jobs.requeue(job.id, again)).toBe(false);
    expect(await jobs.requeue(nextId(), again)).toBe(false);
    expect(await jobs.find(job.id)).toMatchObject({ state: 'succeeded' });
  });

  test('does not count as having been served: the member keeps the turn', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    await jobs.requeue(job.id, { notBefore: NOON, deadlineAt: NOON + 1 });
    await jobs.accept(queuedJob({ userId: '100000000000000009' }));
    expect(await jobs.claimNext(claimAt(NOON + 2_000))).toMatchObject({ id: job.id });
  });
});
