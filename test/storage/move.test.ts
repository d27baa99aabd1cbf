import { describe, expect, test } from 'vitest';
import { openStores } from './open-stores.ts';
import { ADA, BRUNO, callbackFor, claimAt, FAILED, NOON, nextId, queuedJob, running, submitting } from './stories.ts';

const THERE = {
  provider: 'apimart',
  model: 'apimart/flux-2',
  notBefore: NOON + 60_000,
  deadlineAt: NOON + 900_000,
};
const claimThere = (now: number) => ({ ...claimAt(now), provider: 'apimart' });

describe('moving to another provider', () => {
  test('puts the job into that queue with the other model, and remembers what was asked for', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    expect(await jobs.moveTo(job.id, THERE)).toBe(true);
    const { provider, model, ...times } = THERE;
    const request = { ...job.request, model };
    const moved = { ...job, ...times, provider, request, movedFrom: 'modelslab/flux' };
    expect(await jobs.find(job.id)).toStrictEqual(moved);
    expect(await jobs.claimNext(claimAt(NOON + 60_000))).toBeUndefined();
    expect(await jobs.claimNext(claimThere(NOON + 59_999))).toBeUndefined();
    const claimed = await jobs.claimNext(claimThere(NOON + 60_000));
    expect(claimed).toMatchObject({ id: job.id, submittedAt: NOON + 60_000, movedFrom: 'modelslab/flux', request });
  });

  test('happens once in a job’s life', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    await jobs.moveTo(job.id, THERE);
    await jobs.claimNext(claimThere(NOON + 60_000));
    const before = await jobs.find(job.id);
    expect(await jobs.moveTo(job.id, { ...THERE, provider: 'eachlabs', model: 'eachlabs/flux' })).toBe(false);
    expect(await jobs.find(job.id)).toStrictEqual(before);
  });

  test('of two that want to move it at once, one does', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    const other = { ...THERE, provider: 'eachlabs', model: 'eachlabs/flux' };
    expect(await Promise.all([jobs.moveTo(job.id, THERE), jobs.moveTo(job.id, other)])).toStrictEqual([true, false]);
    expect(await jobs.find(job.id)).toMatchObject({ provider: 'apimart' });
  });

  test('is not possible for a job that waits, runs, has ended, or is unknown', async () => {
    const { jobs } = openStores();
    const job = queuedJob();
    await jobs.accept(job);
    expect(await jobs.moveTo(job.id, THERE)).toBe(false);
    const ran = await running(jobs, { createdAt: NOON - 1 });
    expect(await jobs.moveTo(ran.id, THERE)).toBe(false);
    await jobs.receiveCallback(callbackFor(ran));
    expect(await jobs.moveTo(ran.id, THERE)).toBe(false);
    expect(await jobs.moveTo(nextId(), THERE)).toBe(false);
    expect(await jobs.find(job.id)).toStrictEqual(job);
  });

  test('is not possible once its provider may have taken it, whatever happens afterwards', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    const again = { notBefore: NOON, deadlineAt: NOON + 900_000 };
    await jobs.requeue(job.id, { ...again, maybeTaken: true });
    await jobs.claimNext(claimAt(NOON));
    expect(await jobs.moveTo(job.id, THERE)).toBe(false);
    await jobs.requeue(job.id, again);
    await jobs.claimNext(claimAt(NOON));
    expect(await jobs.moveTo(job.id, THERE)).toBe(false);
    expect(await jobs.find(job.id)).toMatchObject({ provider: 'modelslab', maybeTaken: true });
  });

  test('leaves nothing of the first provider’s polls behind', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    await jobs.planPoll(job.id, { pollAt: NOON, doubtSince: NOON, etaAt: NOON });
    await jobs.moveTo(job.id, THERE);
    expect(await jobs.claimDue({ now: THERE.deadlineAt - 1, leaseMs: 0 })).toBeUndefined();
    await jobs.claimNext(claimThere(NOON + 60_000));
    await jobs.markRunning(job.id, { task: { family: 'f', taskId: '1' }, pollAt: NOON + 61_000 });
    const due = await jobs.claimDue({ now: NOON + 61_000, leaseMs: 0 });
    expect(due).toStrictEqual({ job: await jobs.find(job.id), polls: 0 });
    expect(due?.job).not.toHaveProperty('etaAt');
  });

  test('makes room at the first provider, and is followed by the second one’s callbacks only', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    await jobs.moveTo(job.id, THERE);
    await jobs.accept(queuedJob({ userId: BRUNO }));
    expect(await jobs.claimNext(claimAt(NOON + 2_000, 1))).toMatchObject({ origin: { userId: BRUNO } });
    expect(await jobs.receiveCallback(callbackFor(job, { news: { news: 'ended', end: FAILED } }))).toBe(
      'wrong_provider',
    );
    expect(await jobs.find(job.id)).toMatchObject({ state: 'queued' });
    expect(await jobs.receiveCallback(callbackFor(job, { provider: 'apimart' }))).toBe('settled');
    expect(await jobs.find(job.id)).toMatchObject({ state: 'succeeded', movedFrom: 'modelslab/flux' });
  });
});

describe('jobs that a process that is gone left in the middle of their submit', () => {
  const again = { notBefore: NOON + 5_000, deadlineAt: NOON + 900_000 };

  test('go back to the queue where a repeat is safe, and only those', async () => {
    const { jobs } = openStores();
    const safe = await submitting(jobs);
    const ran = await running(jobs);
    const elsewhere = queuedJob({ provider: 'eachlabs' });
    await jobs.accept(elsewhere);
    await jobs.claimNext({ ...claimAt(NOON), provider: 'eachlabs' });
    const waiting = queuedJob();
    await jobs.accept(waiting);

    const stranded = { ...again, providers: ['apimart', 'modelslab'] };
    expect(await jobs.requeueStranded(stranded)).toBe(1);
    expect(await jobs.requeueStranded(stranded)).toBe(0);
    expect(await jobs.find(safe.id)).toStrictEqual({ ...safe, ...again, maybeTaken: true });
    expect(await jobs.find(ran.id)).toMatchObject({ state: 'running' });
    expect(await jobs.find(elsewhere.id)).toMatchObject({ state: 'submitting' });
    expect(await jobs.find(waiting.id)).toStrictEqual(waiting);
  });

  test('are looked at by their new deadline, and keep their member’s turn', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    await jobs.requeueStranded({ ...again, notBefore: NOON, providers: ['modelslab'] });
    expect(await jobs.claimDue({ now: again.deadlineAt - 1, leaseMs: 0 })).toBeUndefined();
    expect(await jobs.claimDue({ now: again.deadlineAt, leaseMs: 0 })).toMatchObject({ job: { id: job.id } });
    await jobs.accept(queuedJob({ userId: BRUNO }));
    expect(await jobs.claimNext(claimAt(NOON + 2_000))).toMatchObject({ id: job.id, origin: { userId: ADA } });
  });

  test('stay where they are when no provider is safe', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    expect(await jobs.requeueStranded({ ...again, providers: [] })).toBe(0);
    expect(await jobs.find(job.id)).toMatchObject({ state: 'submitting' });
  });
});
