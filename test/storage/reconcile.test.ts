import { describe, expect, test } from 'vitest';
import { openStores } from './open-stores.ts';
import {
  callbackFor,
  FAILED,
  IMAGE_DEADLINE_MS,
  NOON,
  nextId,
  queuedJob,
  running,
  submitting,
  TASK,
} from './stories.ts';

const LEASE_MS = 1_000;
const POLL_AT = NOON + 30_000;
/** Of a job that was claimed by `submitting`. */
const RUN_DEADLINE = NOON + 1_000 + IMAGE_DEADLINE_MS;

describe('claiming what is due', () => {
  test('gives a running job when its poll is due, not before', async () => {
    const { jobs } = openStores();
    const job = await running(jobs);
    expect(await jobs.claimDue({ now: POLL_AT - 1, leaseMs: LEASE_MS })).toBeUndefined();
    expect(await jobs.claimDue({ now: POLL_AT, leaseMs: LEASE_MS })).toStrictEqual({
      job: await jobs.find(job.id),
      polls: 0,
    });
  });

  test('gives no job twice while the lease runs, and gives it again afterwards', async () => {
    const { jobs } = openStores();
    const job = await running(jobs);
    const [first, second] = await Promise.all([
      jobs.claimDue({ now: POLL_AT, leaseMs: LEASE_MS }),
      jobs.claimDue({ now: POLL_AT, leaseMs: LEASE_MS }),
    ]);
    expect([first?.job.id, second?.job.id]).toStrictEqual([job.id, undefined]);
    expect(await jobs.claimDue({ now: POLL_AT + LEASE_MS - 1, leaseMs: LEASE_MS })).toBeUndefined();
    expect(await jobs.claimDue({ now: POLL_AT + LEASE_MS, leaseMs: LEASE_MS })).toMatchObject({ job: { id: job.id } });
  });

  test('gives the soonest first', async () => {
    const { jobs } = openStores();
    const late = await running(jobs);
    const soon = await submitting(jobs);
    await jobs.markRunning(soon.id, { task: { ...TASK, taskId: '2' }, pollAt: POLL_AT - 10 });
    const order = [];
    for (let look = 0; look < 2; look += 1) order.push(await jobs.claimDue({ now: POLL_AT, leaseMs: LEASE_MS }));
    expect(order.map((due) => due?.job.id)).toStrictEqual([soon.id, late.id]);
  });

  test('gives a job of any open state once its deadline has passed', async () => {
    const { jobs } = openStores();
    const sent = await submitting(jobs);
    const ran = await submitting(jobs);
    await jobs.markRunning(ran.id, { task: TASK, pollAt: RUN_DEADLINE + 60_000 });
    const waiting = queuedJob({ deadlineAt: RUN_DEADLINE });
    await jobs.accept(waiting);
    expect(await jobs.claimDue({ now: RUN_DEADLINE - 1, leaseMs: LEASE_MS })).toBeUndefined();
    const due = [];
    for (let look = 0; look < 4; look += 1) due.push(await jobs.claimDue({ now: RUN_DEADLINE, leaseMs: LEASE_MS }));
    const states = due.map((answer) => answer && [answer.job.id, answer.job.state]);
    expect(states).toHaveLength(4);
    expect(states).toContainEqual([sent.id, 'submitting']);
    expect(states).toContainEqual([ran.id, 'running']);
    expect(states).toContainEqual([waiting.id, 'queued']);
    expect(due[3]).toBeUndefined();
  });

  test('never gives a job that has ended', async () => {
    const { jobs } = openStores();
    const [first, second] = [await running(jobs), await running(jobs)];
    await jobs.settle({ jobId: first.id, end: FAILED, expected: ['running'], deliveryId: nextId(), now: NOON });
    await jobs.receiveCallback(callbackFor(second));
    expect(await jobs.claimDue({ now: RUN_DEADLINE * 2, leaseMs: LEASE_MS })).toBeUndefined();
  });

  test('follows the new deadline of a job that went back to the queue', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    await jobs.requeue(job.id, { notBefore: NOON, deadlineAt: RUN_DEADLINE + 5_000 });
    expect(await jobs.claimDue({ now: RUN_DEADLINE, leaseMs: LEASE_MS })).toBeUndefined();
    expect(await jobs.claimDue({ now: RUN_DEADLINE + 5_000, leaseMs: LEASE_MS })).toMatchObject({
      job: { id: job.id },
    });
  });
});

describe('planning the next poll', () => {
  test('counts the poll and sets the time of the next, ending the lease', async () => {
    const { jobs } = openStores();
    const job = await running(jobs);
    await jobs.claimDue({ now: POLL_AT, leaseMs: 60_000 });
    await jobs.planPoll(job.id, { pollAt: POLL_AT + 5_000, doubtSince: null, etaAt: POLL_AT + 7_000 });
    expect(await jobs.claimDue({ now: POLL_AT + 4_999, leaseMs: LEASE_MS })).toBeUndefined();
    const due = await jobs.claimDue({ now: POLL_AT + 5_000, leaseMs: LEASE_MS });
    expect(due).toMatchObject({ job: { id: job.id, etaAt: POLL_AT + 7_000 }, polls: 1 });
  });

  test('keeps a doubt until it is cleared, and an estimate until there is a new one', async () => {
    const { jobs } = openStores();
    const job = await running(jobs);
    await jobs.planPoll(job.id, { pollAt: POLL_AT, doubtSince: NOON + 1, etaAt: NOON + 2 });
    expect(await jobs.claimDue({ now: POLL_AT, leaseMs: 0 })).toMatchObject({ polls: 1, doubtSince: NOON + 1 });
    await jobs.planPoll(job.id, { pollAt: POLL_AT, doubtSince: null });
    const due = await jobs.claimDue({ now: POLL_AT, leaseMs: 0 });
    expect(due).toMatchObject({ polls: 2, job: { etaAt: NOON + 2 } });
    expect(due).not.toHaveProperty('doubtSince');
  });

  test('never puts the look off past the deadline', async () => {
    const { jobs } = openStores();
    const job = await running(jobs);
    await jobs.planPoll(job.id, { pollAt: RUN_DEADLINE + 60_000, doubtSince: null });
    expect(await jobs.claimDue({ now: RUN_DEADLINE, leaseMs: LEASE_MS })).toMatchObject({ job: { id: job.id } });
  });

  test('does not bring a job back that has ended meanwhile', async () => {
    const { jobs } = openStores();
    const job = await running(jobs);
    await jobs.receiveCallback(callbackFor(job));
    await jobs.planPoll(job.id, { pollAt: NOON, doubtSince: null });
    expect(await jobs.claimDue({ now: RUN_DEADLINE, leaseMs: LEASE_MS })).toBeUndefined();
  });
});
