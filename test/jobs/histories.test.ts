import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Job } from '#domain/job.ts';
import type { JobState } from '#domain/lifecycle.ts';
import { canMove, hasEnded, JOB_STATES } from '#domain/lifecycle.ts';
import type { CallbackWrite, End } from '#domain/ports/job-store.ts';
import { RUN_DEADLINE_MS } from '#jobs/deadlines.ts';
import { createStage, type Stage } from './support/stage.ts';
import { ask } from './support/steps.ts';

const ENDS: readonly End[] = [
  { state: 'succeeded', success: { outcome: 'succeeded' }, sources: [{ urls: ['https://cdn.test/1.png'] }] },
  { state: 'failed', failure: { reason: 'provider_down' } },
  { state: 'expired', failure: { reason: 'expired' } },
  { state: 'cancelled', failure: { reason: 'cancelled' } },
];

const end = fc.constantFrom(...ENDS);
const states = fc.subarray([...JOB_STATES]);
const taskId = fc.constantFrom('task-1', 'task-2');

/** Every write that the port has, with whatever a confused writer may expect. */
const write = fc.oneof(
  fc.constant({ does: 'claim' } as const),
  fc.record({ does: fc.constant('requeue' as const), maybeTaken: fc.boolean() }),
  fc.constant({ does: 'move' } as const),
  fc.record({ does: fc.constant('strand' as const) }),
  fc.record({ does: fc.constant('run' as const), taskId }),
  fc.record({ does: fc.constant('settle' as const), end, expected: states }),
  fc.record({
    does: fc.constant('callBack' as const),
    news: fc.oneof(
      fc.record({ news: fc.constant('ended' as const), taskId, end }),
      fc.constant<CallbackWrite['news']>({ news: 'progress' }),
      fc.constant<CallbackWrite['news']>({ news: 'nonsense', detail: 'not JSON' }),
    ),
  }),
  fc.constant({ does: 'look' } as const),
  fc.record({ does: fc.constant('plan' as const), afterMs: fc.nat(60_000) }),
  fc.record({ does: fc.constant('wait' as const), ms: fc.nat(120_000) }),
);

type Write = typeof write extends fc.Arbitrary<infer Value> ? Value : never;

async function apply(stage: Stage, jobId: string, step: Write): Promise<unknown> {
  const { jobs } = stage.bot();
  const now = stage.clock.now();
  const back = { notBefore: now, deadlineAt: now + 3_600_000 };
  const deliveryId = stage.ids.next();
  switch (step.does) {
    case 'claim': {
      const provider = (await jobs.find(jobId))?.provider ?? '';
      return jobs.claimNext({ provider, maxInFlight: 5, now, deadlineAfterMs: RUN_DEADLINE_MS });
    }
    case 'requeue':
      return jobs.requeue(jobId, { ...back, maybeTaken: step.maybeTaken });
    case 'move':
      return jobs.moveTo(jobId, { ...back, provider: 'apimart', model: 'apimart/gpt-image' });
    case 'strand':
      return jobs.requeueStranded({ ...back, providers: ['modelslab', 'apimart'] });
    case 'run':
      return jobs.markRunning(jobId, { task: { family: 'images', taskId: step.taskId }, pollAt: now + 10_000 });
    case 'settle':
      return jobs.settle({ jobId, end: step.end, expected: step.expected, deliveryId, now });
    case 'callBack': {
      const provider = (await jobs.find(jobId))?.provider ?? '';
      const id = stage.ids.next();
      return jobs.receiveCallback({ id, provider, jobId, receivedAt: now, body: '{}', news: step.news, deliveryId });
    }
    case 'look':
      return jobs.claimDue({ now, leaseMs: 60_000 });
    case 'plan':
      return jobs.planPoll(jobId, { pollAt: now + step.afterMs, doubtSince: null });
    case 'wait':
      return stage.clock.advance(step.ms);
  }
}

test('whatever is written in whatever order, a job moves only as the life cycle allows, and ends once', async () => {
  const stage = await createStage();
  const { jobs, deliveries, database } = stage.bot();

  async function live(steps: readonly Write[]): Promise<void> {
    const jobId = await ask(stage);
    let state: JobState = 'queued';
    let ended: Job | undefined;
    for (const step of steps) {
      await apply(stage, jobId, step);
      const job: Job | undefined = await jobs.find(jobId);
      if (!job) throw new Error('the job is gone');
      if (job.state !== state) expect(`${state} → ${job.state}: ${canMove(state, job.state)}`).toContain('true');
      if (ended) expect(job).toStrictEqual(ended);
      if (!ended && hasEnded(job.state)) ended = job;
      state = job.state;
      const owed = database.orm.all(`select id from deliveries where job_id = '${jobId}'`);
      expect(owed).toHaveLength(ended ? 1 : 0);
    }
    expect((await deliveries.findByJob(jobId)) !== undefined).toBe(ended !== undefined);
    await jobs.settle({
      jobId,
      end: { state: 'cancelled', failure: { reason: 'cancelled' } },
      expected: JOB_STATES,
      deliveryId: stage.ids.next(),
      now: stage.clock.now(),
    });
  }

  await fc.assert(fc.asyncProperty(fc.array(write, { maxLength: 25 }), live), { numRuns: 150 });
});
