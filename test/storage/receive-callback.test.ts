import { asc } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { CallbackWrite } from '#domain/ports/job-store.ts';
import type { Database } from '#storage/database.ts';
import { callbacks } from '#storage/schema/callbacks.ts';
import { openStores } from './open-stores.ts';
import {
  callbackFor,
  claimAt,
  FAILED,
  MODERATED,
  NOON,
  nextId,
  queuedJob,
  running,
  SUCCESS,
  submitting,
  TASK,
} from './stories.ts';

const NONSENSE: CallbackWrite['news'] = { news: 'nonsense', detail: 'no status in it' };
const PROGRESS: CallbackWrite['news'] = { news: 'progress' };
const AT = NOON + 5_000;

const kept = ({ orm }: Database) => orm.select().from(callbacks).orderBy(asc(callbacks.id)).all();
const verdicts = (database: Database) => kept(database).map(({ verdict }) => verdict);

describe('a callback that tells the end', () => {
  test('settles a running job, and is kept as received, in one go with the delivery', async () => {
    const { jobs, deliveries, database } = openStores();
    const job = await running(jobs);
    const callback = callbackFor(job, { news: { news: 'ended', taskId: TASK.taskId, end: SUCCESS }, body: '{"ü":1}' });
    expect(await jobs.receiveCallback(callback)).toBe('settled');
    expect(await jobs.find(job.id)).toMatchObject({ state: 'succeeded', endedAt: AT, task: TASK });
    expect(await deliveries.artifactsOf(job.id)).toHaveLength(2);
    expect(await deliveries.claimDue({ now: AT, leaseMs: 1, maxPerChannel: 100 })).toMatchObject({
      id: callback.deliveryId,
    });
    const { id } = callback;
    const row = { id, provider: 'modelslab', jobId: job.id, receivedAt: AT, body: '{"ü":1}', verdict: 'settled' };
    expect(kept(database)).toStrictEqual([row]);
  });

  test('settles a job whose submit has not been answered yet', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    expect(await jobs.receiveCallback(callbackFor(job, { news: { news: 'ended', taskId: '1', end: FAILED } }))).toBe(
      'settled',
    );
    expect(await jobs.find(job.id)).toMatchObject({ state: 'failed', failure: MODERATED });
  });

  test('settles a job that went back to the queue: the provider had taken it after all', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    await jobs.requeue(job.id, { notBefore: NOON, deadlineAt: NOON + 1 });
    expect(await jobs.receiveCallback(callbackFor(job))).toBe('settled');
    expect(await jobs.find(job.id)).toMatchObject({ state: 'succeeded' });
    expect(await jobs.claimNext(claimAt(NOON + 2_000))).toBeUndefined();
  });

  test('settles once when it comes five times at once, and every copy is kept', async () => {
    const { jobs, deliveries, database } = openStores();
    const job = await running(jobs);
    const answers = await Promise.all(Array.from({ length: 5 }, () => jobs.receiveCallback(callbackFor(job))));
    expect(answers).toStrictEqual(['settled', 'repeated', 'repeated', 'repeated', 'repeated']);
    expect(verdicts(database)).toStrictEqual(answers);
    expect(await deliveries.claimDue({ now: AT, leaseMs: 1_000, maxPerChannel: 100 })).toBeDefined();
    expect(await deliveries.claimDue({ now: AT, leaseMs: 1_000, maxPerChannel: 100 })).toBeUndefined();
  });

  test('changes nothing in a job that was cancelled or has expired meanwhile', async () => {
    const { jobs } = openStores();
    for (const state of ['cancelled', 'expired'] as const) {
      const job = await running(jobs);
      const end = { state, failure: { reason: state } };
      await jobs.settle({ jobId: job.id, end, expected: ['running'], deliveryId: nextId(), now: NOON });
      expect(await jobs.receiveCallback(callbackFor(job))).toBe('repeated');
      expect(await jobs.find(job.id)).toMatchObject(end);
    }
  });

  test('about another task than the job’s is doubted: kept, and a poll made due at once', async () => {
    const { jobs, deliveries, database } = openStores();
    const job = await running(jobs);
    const news = { news: 'ended', taskId: '9999', end: SUCCESS } as const;
    expect(await jobs.receiveCallback(callbackFor(job, { news }))).toBe('doubtful');
    expect(verdicts(database)).toStrictEqual(['doubtful']);
    expect(await deliveries.findByJob(job.id)).toBeUndefined();
    expect(await jobs.claimDue({ now: AT, leaseMs: 1_000 })).toMatchObject({ job: { id: job.id, state: 'running' } });
  });
});

describe('a callback without an end', () => {
  test('of progress is kept and changes nothing', async () => {
    const { jobs, database } = openStores();
    const job = await running(jobs);
    const before = await jobs.find(job.id);
    expect(await jobs.receiveCallback(callbackFor(job, { news: PROGRESS }))).toBe('progress');
    expect(verdicts(database)).toStrictEqual(['progress']);
    expect(await jobs.find(job.id)).toStrictEqual(before);
    expect(await jobs.claimDue({ now: AT, leaseMs: 1_000 })).toBeUndefined();
  });

  test('that makes no sense makes a poll due at once', async () => {
    const { jobs } = openStores();
    const job = await running(jobs);
    expect(await jobs.claimDue({ now: AT, leaseMs: 1_000 })).toBeUndefined();
    expect(await jobs.receiveCallback(callbackFor(job, { news: NONSENSE }))).toBe('doubtful');
    expect(await jobs.claimDue({ now: AT, leaseMs: 1_000 })).toMatchObject({ job: { id: job.id }, polls: 0 });
  });

  test('that makes no sense while the submit is unanswered makes the job be polled as soon as its task is known', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    expect(await jobs.receiveCallback(callbackFor(job, { news: NONSENSE }))).toBe('doubtful');
    await jobs.markRunning(job.id, { task: TASK, pollAt: AT + 90_000 });
    expect(await jobs.claimDue({ now: AT, leaseMs: 1_000 })).toMatchObject({ job: { id: job.id, state: 'running' } });
  });

  test('does not make a queued job due: there is nothing to ask for', async () => {
    const { jobs } = openStores();
    const job = queuedJob();
    await jobs.accept(job);
    expect(await jobs.receiveCallback(callbackFor(job, { news: NONSENSE }))).toBe('doubtful');
    expect(await jobs.claimDue({ now: AT, leaseMs: 1_000 })).toBeUndefined();
  });

  test.each([NONSENSE, PROGRESS])('is a repetition once the job has ended', async (news) => {
    const { jobs } = openStores();
    const job = await running(jobs);
    await jobs.receiveCallback(callbackFor(job));
    expect(await jobs.receiveCallback(callbackFor(job, { news }))).toBe('repeated');
    expect(await jobs.claimDue({ now: NOON + 10_000_000, leaseMs: 1_000 })).toBeUndefined();
  });
});

describe('a callback that finds no job of its own', () => {
  test('is kept when nobody knows the job', async () => {
    const { jobs, database } = openStores();
    expect(await jobs.receiveCallback(callbackFor({ id: '01kgone' }))).toBe('unknown_job');
    expect(kept(database)).toMatchObject([{ jobId: '01kgone', verdict: 'unknown_job' }]);
  });

  test('leaves no trace when the job belongs to another provider', async () => {
    const { jobs, database } = openStores();
    const job = await running(jobs);
    expect(await jobs.receiveCallback(callbackFor(job, { provider: 'apimart' }))).toBe('wrong_provider');
    expect(kept(database)).toStrictEqual([]);
    expect(await jobs.find(job.id)).toMatchObject({ state: 'running' });
  });

  test('that cannot be kept settles nothing either, so that the provider may try again', async () => {
    const { jobs, deliveries } = openStores();
    const [first, second] = [await running(jobs), await running(jobs)];
    const callback = callbackFor(first);
    await jobs.receiveCallback(callback);
    await expect(jobs.receiveCallback(callbackFor(second, { id: callback.id }))).rejects.toThrow();
    expect(await jobs.find(second.id)).toMatchObject({ state: 'running' });
    expect(await deliveries.findByJob(second.id)).toBeUndefined();
    expect(await jobs.receiveCallback(callbackFor(second))).toBe('settled');
  });
});
