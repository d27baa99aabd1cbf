import { describe, expect, test } from 'vitest';
import { RUN_DEADLINE_MS } from '#jobs/deadlines.ts';
import { OUTAGE_PATIENCE_MS } from '#jobs/reconcile.ts';
import { SUCCESS } from './support/scripted-provider.ts';
import { createStage, type Stage } from './support/stage.ts';
import { ask, askAndSubmit, deliverDue, reconcileDue, stateOf } from './support/steps.ts';
import { NOON } from './support/virtual-clock.ts';

/** Lets time pass in steps of a second, as the loop looks; when the polls came, counted from noon. */
async function pollTimes(stage: Stage, ms: number): Promise<number[]> {
  const times: number[] = [];
  for (let passed = 0; passed < ms; passed += 1_000) {
    const before = stage.provider.polls.length;
    stage.clock.advance(1_000);
    await reconcileDue(stage);
    if (stage.provider.polls.length > before) times.push(stage.clock.now() - NOON);
  }
  return times;
}

describe('a job whose callback does not come', () => {
  test('is asked about at the pace of its provider', async () => {
    const stage = await createStage();
    await askAndSubmit(stage);
    expect(await pollTimes(stage, 45_000)).toStrictEqual([10_000, 20_000, 30_000, 40_000]);
  });

  test.each([
    { chance: 0, expected: [8_000, 16_000, 24_000] },
    { chance: 1, expected: [12_000, 24_000] },
  ])('is asked about at most a fifth sooner or later (chance $chance)', async ({ chance, expected }) => {
    const stage = await createStage({ random: () => chance });
    await askAndSubmit(stage);
    expect(await pollTimes(stage, 25_000)).toStrictEqual(expected);
  });

  test('settles by the poll, and the message comes once', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.provider.onPoll({ outcome: 'running', etaMs: 4_000 }, { outcome: 'settled', settlement: SUCCESS });
    await pollTimes(stage, 10_000);
    expect(await stage.bot().jobs.find(jobId)).toMatchObject({ state: 'running', etaAt: NOON + 14_000 });
    expect(await pollTimes(stage, 30_000)).toStrictEqual([20_000]);
    expect(await stateOf(stage, jobId)).toBe('succeeded');
    expect(await deliverDue(stage)).toBe(1);
  });

  test('is asked a last time at its deadline, and expires when there is no result yet', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    const times = await pollTimes(stage, RUN_DEADLINE_MS.image + 60_000);
    expect(times.at(-1)).toBe(RUN_DEADLINE_MS.image);
    expect(await stateOf(stage, jobId)).toBe('expired');
    expect(await deliverDue(stage)).toBe(1);
  });

  test('succeeds when that last question brings the result', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.provider.onPoll({ outcome: 'settled', settlement: SUCCESS });
    stage.clock.advance(RUN_DEADLINE_MS.image + 1);
    await reconcileDue(stage);
    expect(await stateOf(stage, jobId)).toBe('succeeded');
  });

  test('goes on to be asked about after a restart', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    await stage.restart();
    stage.provider.onPoll({ outcome: 'settled', settlement: SUCCESS });
    await pollTimes(stage, 10_000);
    expect(await stateOf(stage, jobId)).toBe('succeeded');
  });
});

describe('a provider that cannot be reached', () => {
  const DOWN = { outcome: 'unreachable', detail: 'ECONNREFUSED' } as const;

  test('is asked beyond the deadline, for some hours, then the job expires', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.provider.onPoll(...Array.from({ length: 1_000 }, () => DOWN));
    stage.clock.advance(RUN_DEADLINE_MS.image);
    for (let passed = 0; passed < OUTAGE_PATIENCE_MS; passed += 60_000) {
      await reconcileDue(stage);
      expect(await stateOf(stage, jobId)).toBe('running');
      stage.clock.advance(60_000);
    }
    await reconcileDue(stage);
    expect(await stateOf(stage, jobId)).toBe('expired');
    expect(await deliverDue(stage)).toBe(1);
  });

  test('that is back after the deadline brings the result that was paid for', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.provider.onPoll(...Array.from({ length: 10 }, () => DOWN));
    await pollTimes(stage, RUN_DEADLINE_MS.image + 60_000);
    expect(await stateOf(stage, jobId)).toBe('running');
    while (stage.provider.polls.length < 10) await pollTimes(stage, 60_000);
    stage.provider.onPoll({ outcome: 'settled', settlement: SUCCESS });
    // At most as long as the way to a provider in trouble is closed, and one look more.
    await pollTimes(stage, 5 * 60_000 + 60_000);
    expect(await stateOf(stage, jobId)).toBe('succeeded');
  });

  test('that is back after the deadline and is still at it is not waited for any longer', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.provider.onPoll(DOWN);
    stage.clock.advance(RUN_DEADLINE_MS.image);
    await reconcileDue(stage);
    expect(await stateOf(stage, jobId)).toBe('running');
    await pollTimes(stage, 60_000);
    expect(await stateOf(stage, jobId)).toBe('expired');
  });

  test('is not asked by hundreds of jobs at once: one at a time finds out when it is back', async () => {
    const stage = await createStage({ maxConcurrency: 300 });
    for (let count = 0; count < 60; count += 1) await askAndSubmit(stage);
    stage.provider.onPoll(...Array.from({ length: 1_000 }, () => DOWN));
    stage.clock.advance(10_000);
    expect(await reconcileDue(stage)).toBe(60);
    expect(stage.provider.polls).toHaveLength(3);
    await pollTimes(stage, 8 * 60_000);
    expect(stage.provider.polls.length).toBeLessThan(20);
    const told = stage.logger.lines.flatMap(({ fields }) => ('event' in fields ? fields.event : []));
    expect(told).toStrictEqual(['provider_down']);
  });

  test('is left alone for as long as it asks', async () => {
    const stage = await createStage();
    await askAndSubmit(stage);
    stage.provider.onPoll({ ...DOWN, retryAfterMs: 25_000 });
    expect(await pollTimes(stage, 40_000)).toStrictEqual([10_000, 35_000]);
  });

  test('does not end a job: the result still comes when it is back', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.provider.onPoll(DOWN, DOWN, DOWN, { outcome: 'settled', settlement: SUCCESS });
    await pollTimes(stage, 40_000);
    expect(await stateOf(stage, jobId)).toBe('succeeded');
  });

  test('is found out about again after a fault of our own in the middle of it', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.provider.onPoll(DOWN, DOWN, DOWN, () => Promise.reject(new Error('a bug')));
    stage.provider.onPoll({ outcome: 'settled', settlement: SUCCESS });
    await pollTimes(stage, 5 * 60_000);
    expect(await stateOf(stage, jobId)).toBe('succeeded');
  });

  test('whose room throws keeps no job beyond the deadline', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.provider.onPoll(...Array.from({ length: 100 }, () => () => Promise.reject(new Error('a bug'))));
    await pollTimes(stage, RUN_DEADLINE_MS.image);
    expect(await stateOf(stage, jobId)).toBe('expired');
    expect(stage.logger.lines).toContainEqual(expect.objectContaining({ level: 'error', message: 'poll failed' }));
  });
});

describe('bad news that may correct itself', () => {
  const failure = { reason: 'empty_result', detail: 'success without files' } as const;
  const DOUBT = { outcome: 'doubtful', failure, graceMs: 25_000 } as const;

  test('becomes final only when it is still said after the grace', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.provider.onPoll(DOUBT, DOUBT, DOUBT, DOUBT);
    // First said at 10 s, so it counts at 35 s, and is asked for just then.
    expect(await pollTimes(stage, 34_000)).toStrictEqual([10_000, 20_000, 30_000]);
    expect(await stateOf(stage, jobId)).toBe('running');
    expect(await pollTimes(stage, 1_000)).toStrictEqual([35_000]);
    expect(await stage.bot().jobs.find(jobId)).toMatchObject({ state: 'failed', failure });
    expect(await deliverDue(stage)).toBe(1);
  });

  test('is forgotten when better news comes in between', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.provider.onPoll(DOUBT, DOUBT, { outcome: 'running' }, DOUBT, DOUBT);
    // The doubt began anew at 40 s.
    await pollTimes(stage, 64_000);
    expect(await stateOf(stage, jobId)).toBe('running');
    stage.provider.onPoll({ outcome: 'settled', settlement: SUCCESS });
    await pollTimes(stage, 10_000);
    expect(await stateOf(stage, jobId)).toBe('succeeded');
  });

  test('is not forgotten when the provider cannot be reached in between: that is no better news', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.provider.onPoll(DOUBT, { outcome: 'unreachable', detail: '502' }, DOUBT, DOUBT);
    await pollTimes(stage, 35_000);
    expect(await stateOf(stage, jobId)).toBe('failed');
  });

  test('is remembered over a restart', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.provider.onPoll(DOUBT);
    await pollTimes(stage, 10_000);
    await stage.restart();
    stage.provider.onPoll(DOUBT);
    stage.clock.advance(25_000);
    await reconcileDue(stage);
    expect(await stateOf(stage, jobId)).toBe('failed');
  });
});

test('a job that waits in the queue past its deadline expires and was never sent', async () => {
  const stage = await createStage();
  const jobId = await ask(stage);
  stage.clock.advance(6 * 3_600_000);
  await reconcileDue(stage);
  expect(await stateOf(stage, jobId)).toBe('expired');
  expect(stage.provider.submits).toHaveLength(0);
  expect(stage.provider.polls).toHaveLength(0);
});
