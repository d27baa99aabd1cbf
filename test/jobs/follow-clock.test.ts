import { describe, expect, test } from 'vitest';
import { RUN_DEADLINE_MS } from '#jobs/deadlines.ts';
import { createClockFollowing, createFollowClock } from '#jobs/follow-clock.ts';
import { createUpkeepStore } from '#storage/upkeep-store.ts';
import { SUCCESS } from './support/scripted-provider.ts';
import { createStage, type Stage } from './support/stage.ts';
import { ask, askAndSubmit, callBack, claim, deliverDue, reconcileDue, stateOf, submitNext } from './support/steps.ts';
import { NOON } from './support/virtual-clock.ts';

const HOUR_MS = 3_600_000;
const YEARS_MS = 12 * 365 * 24 * HOUR_MS;
const STEPS = [HOUR_MS, -HOUR_MS, YEARS_MS, -YEARS_MS];

/** The stage's clock as the one that the process runs on, beside a machine's that can be set. */
function withMachine(stage: Stage) {
  let machine = 0;
  let own = 0;
  const clock = {
    ...stage.clock,
    offByMs: () => machine - own,
    step: (byMs: number) => {
      own += byMs;
      stage.clock.set(byMs);
    },
  };
  const upkeep = createUpkeepStore(stage.bot());
  const { follow, takeUp } = createFollowClock({ clock, upkeep, logger: stage.logger });
  return {
    clock,
    upkeep,
    takeUp,
    /** Somebody sets the machine's clock, and it is followed. */
    set: async (byMs: number) => {
      machine += byMs;
      await follow();
    },
    /** Somebody sets it, and nobody has looked yet. */
    setUnseen: (byMs: number) => {
      machine += byMs;
    },
    follow,
  };
}

describe.each(STEPS)('when the clock is set by %i ms', (byMs) => {
  test('a running job is asked about when it would have been, and its deadline lasts as long as it was meant to', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    const machine = withMachine(stage);
    stage.clock.advance(4_000);
    await machine.set(byMs);
    expect(stage.clock.now()).toBe(NOON + 4_000 + byMs);
    expect(await reconcileDue(stage)).toBe(0);
    stage.clock.advance(5_999);
    expect(await reconcileDue(stage)).toBe(0);
    stage.clock.advance(1);
    expect(await reconcileDue(stage)).toBe(1);
    expect(await stage.bot().jobs.find(jobId)).toMatchObject({ deadlineAt: NOON + byMs + RUN_DEADLINE_MS.image });
  });

  test('a job in the queue waits for as long as its provider asked, and its time in the queue goes on', async () => {
    const stage = await createStage();
    stage.provider.onSubmit({ outcome: 'throttled', retryAfterMs: 30_000, detail: '429' });
    const jobId = await askAndSubmit(stage);
    await withMachine(stage).set(byMs);
    stage.clock.advance(29_999);
    expect(await submitNext(stage)).toBe(false);
    stage.clock.advance(1);
    stage.provider.onSubmit({ outcome: 'throttled', retryAfterMs: 30_000, detail: '429' });
    expect(await submitNext(stage)).toBe(true);
    await reconcileDue(stage);
    expect(await stateOf(stage, jobId)).toBe('queued');
  });

  test('a delivery that is being worked on stays leased for as long as it was meant to', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    await callBack(stage, jobId, { news: 'ended', settlement: SUCCESS });
    const lease = () => stage.bot().deliveries.claimDue({ now: stage.clock.now(), leaseMs: 60_000, maxPerChannel: 2 });
    expect(await lease()).toBeDefined();
    await withMachine(stage).set(byMs);
    stage.clock.advance(59_999);
    expect(await lease()).toBeUndefined();
    stage.clock.advance(1);
    expect(await lease()).toBeDefined();
  });

  test('a result still comes once, and waits for its card no longer than it would have', async () => {
    const stage = await createStage();
    stage.provider.onSubmit({ outcome: 'settled', settlement: SUCCESS });
    await ask(stage, { card: false });
    await submitNext(stage);
    await withMachine(stage).set(byMs);
    for (let passed = 0; passed <= 5_500; passed += 100) {
      stage.clock.advance(100);
      await deliverDue(stage);
    }
    expect(stage.messenger.tries).toHaveLength(1);
  });
});

test('set again and again, there and back, the waits are as long as they were', async () => {
  const stage = await createStage();
  const jobId = await askAndSubmit(stage);
  const machine = withMachine(stage);
  for (const byMs of [...STEPS, 5 * HOUR_MS, -3_000]) {
    stage.clock.advance(1_000);
    await machine.set(byMs);
  }
  stage.clock.advance(3_999);
  expect(await reconcileDue(stage)).toBe(0);
  stage.clock.advance(1);
  expect(await reconcileDue(stage)).toBe(1);
  expect(await stateOf(stage, jobId)).toBe('running');
});

test('what is written while the clock is being followed is written by the new time', async () => {
  const stage = await createStage();
  const jobId = await ask(stage);
  const machine = withMachine(stage);
  machine.setUnseen(YEARS_MS);
  const following = machine.follow();
  const job = await claim(stage);
  await following;
  expect(job).toMatchObject({ id: jobId, deadlineAt: NOON + YEARS_MS + RUN_DEADLINE_MS.image });
  expect(await stage.bot().jobs.find(jobId)).toMatchObject({ deadlineAt: NOON + YEARS_MS + RUN_DEADLINE_MS.image });
});

test('when the shift cannot be written, the clock is not followed either, and it is tried again', async () => {
  const stage = await createStage();
  const machine = withMachine(stage);
  machine.setUnseen(HOUR_MS);
  let fails = true;
  const shiftTimes = (byMs: number) => (fails ? Promise.reject(new Error('full')) : machine.upkeep.shiftTimes(byMs));
  const rounds = createClockFollowing({
    clock: machine.clock,
    upkeep: { shiftTimes },
    random: () => 0.5,
    logger: stage.logger,
  });
  rounds.start();
  stage.clock.advance(1_000);
  await stage.logger.untilLines('this fails');
  expect(stage.clock.now()).toBe(NOON + 1_000);
  fails = false;
  stage.clock.advance(2_000);
  await stage.logger.untilLines('this works again');
  expect(stage.clock.now()).toBe(NOON + 3_000 + HOUR_MS);
  await rounds.stop();
});

test('a machine that starts with an older time than it stopped with goes on where it was', async () => {
  const stage = await createStage();
  const jobId = await askAndSubmit(stage);
  stage.clock.set(-YEARS_MS);
  await stage.restart();
  await withMachine(stage).takeUp();
  stage.clock.advance(10_000);
  expect(await reconcileDue(stage)).toBe(1);
  expect(await stateOf(stage, jobId)).toBe('running');
  stage.clock.advance(RUN_DEADLINE_MS.image);
  await reconcileDue(stage);
  expect(await stateOf(stage, jobId)).toBe('expired');
});

test('a machine that was off for days has let them pass', async () => {
  const stage = await createStage();
  const jobId = await askAndSubmit(stage);
  stage.clock.set(48 * HOUR_MS);
  await stage.restart();
  await withMachine(stage).takeUp();
  await reconcileDue(stage);
  expect(await stateOf(stage, jobId)).toBe('expired');
});
