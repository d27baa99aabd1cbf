import { expect, test } from 'vitest';
import type { Submission } from '#domain/ports/provider.ts';
import { SUCCESS } from './support/scripted-provider.ts';
import { ADA, BRUNO, createStage } from './support/stage.ts';
import { ask, callBack, claim, stateOf, submitNext } from './support/steps.ts';
import { createHappenings } from './support/until.ts';

const MIRA = '100000000000000003';
const DONE: Submission = { outcome: 'settled', settlement: SUCCESS };

/** Answers to submits that the test gives when it likes. */
function createGate() {
  const waiting: ((submission: Submission) => void)[] = [];
  const happenings = createHappenings();
  return {
    step: () =>
      new Promise<Submission>((resolve) => {
        waiting.push(resolve);
        happenings.changed();
      }),
    answerNext: (submission: Submission) => waiting.shift()?.(submission),
    untilWaiting: (count: number) => happenings.until(() => waiting.length >= count),
  };
}

test('a job goes all the way by itself: submitted, called back, delivered', async () => {
  const stage = await createStage();
  stage.bot().worker.start();
  const jobId = await ask(stage);
  stage.bot().wakes.submit.ring();
  await stage.messenger.untilCards(1);
  await callBack(stage, jobId, { news: 'ended', settlement: SUCCESS });
  await stage.messenger.untilCards(2);
  expect(stage.messenger.posted()).toMatchObject([{ shows: 'result', job: { id: jobId } }]);
});

test('one member’s many jobs do not keep another’s one waiting', async () => {
  const stage = await createStage({ maxConcurrency: 1 });
  for (const userId of [ADA, ADA, ADA, ADA, BRUNO, MIRA]) await ask(stage, { userId });
  stage.provider.onSubmit(...Array.from({ length: 6 }, () => DONE));
  stage.bot().worker.start();
  await stage.messenger.untilCards(6);
  const members = stage.provider.submits.map(({ trackId }) => stage.trackIds.verify(trackId)?.userId);
  expect(members).toStrictEqual([ADA, BRUNO, MIRA, ADA, ADA, ADA]);
});

test('never more jobs are in flight at a provider than it may have, running ones included', async () => {
  const stage = await createStage({ maxConcurrency: 2 });
  const gate = createGate();
  stage.provider.onSubmit(...Array.from({ length: 5 }, () => gate.step));
  const jobIds = [];
  for (let count = 0; count < 5; count += 1) jobIds.push(await ask(stage));
  stage.bot().worker.start();
  await gate.untilWaiting(2);
  gate.answerNext({ outcome: 'accepted', task: { family: 'images', taskId: '1' } });
  await stage.messenger.untilCards(1);
  // One is running, one being submitted: however often it looks, there is no room.
  stage.bot().wakes.submit.ring();
  stage.clock.advance(2_000);
  // Twice: when the second claim is answered, what the worker's own claim brought is on its way.
  expect(await claim(stage)).toBeUndefined();
  expect(await claim(stage)).toBeUndefined();
  expect(stage.provider.submits).toHaveLength(2);

  await callBack(stage, jobIds[0] ?? '', { news: 'ended', settlement: SUCCESS });
  await gate.untilWaiting(2);
  expect(stage.provider.submits).toHaveLength(3);
  expect(stage.provider.busiest()).toBe(2);
  for (let count = 0; count < 4; count += 1) {
    await gate.untilWaiting(1);
    gate.answerNext(DONE);
  }
  await stage.messenger.untilTries(5);
  expect(stage.provider.busiest()).toBe(2);
  expect(stage.provider.submits).toHaveLength(5);
});

test('stopping waits for the submit in hand and its answer is kept; the next process submits the rest', async () => {
  const stage = await createStage({ maxConcurrency: 1 });
  const gate = createGate();
  stage.provider.onSubmit(gate.step);
  const first = await ask(stage);
  const second = await ask(stage);
  stage.bot().worker.start();
  await gate.untilWaiting(1);
  const stopping = stage.bot().worker.stop();
  gate.answerNext(DONE);
  await stopping;
  expect(await stateOf(stage, first)).toBe('succeeded');
  expect(await stateOf(stage, second)).toBe('queued');
  expect(stage.provider.submits).toHaveLength(1);

  const next = await stage.restart();
  stage.provider.onSubmit(DONE);
  next.worker.start();
  await stage.messenger.untilCards(2);
  expect(stage.provider.submits.map(({ jobId }) => jobId)).toStrictEqual([first, second]);
  expect(stage.messenger.posted()).toHaveLength(2);
});

test('a process that dies in the middle of a delivery leaves it to the next one, which posts it', async () => {
  const stage = await createStage();
  stage.provider.onSubmit(DONE);
  stage.messenger.onPost(() => new Promise(() => undefined));
  const jobId = await ask(stage);
  await submitNext(stage);
  const delivery = await stage
    .bot()
    .deliveries.claimDue({ now: stage.clock.now(), leaseMs: 600_000, maxPerChannel: 2 });
  if (delivery) void stage.bot().deliver(delivery);
  await stage.messenger.untilTries(1);

  const next = await stage.restart();
  next.worker.start();
  await stage.messenger.untilCards(1);
  expect(stage.messenger.posted()).toMatchObject([{ job: { id: jobId } }]);
});

test('work that fails by an error harms no other job', async () => {
  const stage = await createStage();
  stage.provider.onSubmit(() => Promise.reject(new Error('a bug')), DONE);
  const broken = await ask(stage);
  const whole = await ask(stage, { userId: BRUNO });
  stage.bot().worker.start();
  await stage.messenger.untilCards(1);
  expect(await stateOf(stage, whole)).toBe('succeeded');
  expect(await stateOf(stage, broken)).toBe('submitting');
  expect(stage.logger.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
});
