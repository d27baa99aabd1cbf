import { describe, expect, test } from 'vitest';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Submission } from '#domain/ports/provider.ts';
import { RUN_DEADLINE_MS } from '#jobs/deadlines.ts';
import { SUCCESS } from './support/scripted-provider.ts';
import { createStage, type Stage } from './support/stage.ts';
import { ask, callBack, claim, deliverDue, reconcileDue, stateOf, submitNext } from './support/steps.ts';

const FULL = () => Promise.reject(new Error('SQLITE_FULL: database or disk is full'));

type Broken = Partial<Record<keyof JobStore | keyof DeliveryStore, true>>;

/** A stage whose use cases meet a full disk with the writes that are named in `broken`, as long as they are named there. */
async function createStageOn(broken: Broken): Promise<Stage> {
  const failing = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get: (from, name, self) => (Object.hasOwn(broken, name) ? FULL : Reflect.get(from, name, self)),
    });
  return createStage({ stores: ({ jobs, deliveries }) => ({ jobs: failing(jobs), deliveries: failing(deliveries) }) });
}

/** Lets time pass as the loops would see it; never does a second submit go out. */
async function waitForNews(stage: Stage, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 60_000) {
    stage.clock.advance(60_000);
    await submitNext(stage);
    await reconcileDue(stage);
  }
}

describe('a submit', () => {
  test('is not sent when the intent to send it cannot be written', async () => {
    const broken: Broken = { claimNext: true };
    const stage = await createStageOn(broken);
    const jobId = await ask(stage);
    stage.bot().worker.start();
    await stage.logger.untilLines('this fails');
    expect(stage.provider.submits).toHaveLength(0);
    delete broken.claimNext;
    stage.clock.advance(30_000);
    await stage.provider.untilSubmits(1);
    expect(stage.provider.submits).toMatchObject([{ jobId }]);
  });

  test.each<[string, keyof Broken, Submission]>([
    ['it was taken', 'markRunning', { outcome: 'accepted', task: { family: 'images', taskId: 'task-1' } }],
    ['it was answered with the result', 'settle', { outcome: 'settled', settlement: SUCCESS }],
    ['it was refused', 'settle', { outcome: 'refused', failure: { reason: 'invalid_input' } }],
    ['there was no room', 'requeue', { outcome: 'throttled', retryAfterMs: 1_000, detail: '429' }],
  ])('is never sent again when it cannot be written that %s: its fate is unknown', async (_what, write, answer) => {
    const broken: Broken = { [write]: true };
    const stage = await createStageOn(broken);
    stage.provider.onSubmit(answer);
    const jobId = await ask(stage);
    const job = await claim(stage);
    await expect(job && stage.bot().submit(job)).rejects.toThrow('SQLITE_FULL');
    delete broken[write];
    await stage.restart();
    await waitForNews(stage, RUN_DEADLINE_MS.image - 120_000);
    expect(await stateOf(stage, jobId)).toBe('submitting');
    expect(stage.provider.submits).toHaveLength(1);
    await callBack(stage, jobId, { news: 'ended', settlement: SUCCESS });
    await deliverDue(stage);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'result' }]);
  });
});

test('a message that was posted and could not be noted is taken up again as the same delivery', async () => {
  const broken: Broken = { markDelivered: true };
  const stage = await createStageOn(broken);
  stage.provider.onSubmit({ outcome: 'settled', settlement: SUCCESS });
  const jobId = await ask(stage);
  await submitNext(stage);
  stage.bot().worker.start();
  await stage.logger.untilLines('work failed; its row is left as it is');
  delete broken.markDelivered;
  // As long as a lease lasts: nothing else brings it back, since nothing could be written.
  stage.clock.advance(5 * 60_000);
  await stage.messenger.untilCards(1);
  expect(stage.messenger.tries).toHaveLength(2);
  expect(stage.messenger.posted()).toHaveLength(1);
  expect(await stage.bot().deliveries.findByJob(jobId)).toMatchObject({ state: 'delivered' });
});

test('hours on a full disk are some lines in the log, and the load of a look each half minute', async () => {
  let claims = 0;
  const count = () => {
    claims += 1;
    return FULL();
  };
  const stage = await createStage({ stores: ({ deliveries }) => ({ deliveries: { ...deliveries, claimDue: count } }) });
  stage.bot().worker.start();
  for (let seconds = 0; seconds < 3 * 3_600; seconds += 10) {
    stage.clock.advance(10_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const told = stage.logger.lines.filter(({ message }) => message === 'this fails');
  expect(told.length).toBeGreaterThan(5);
  expect(told.length).toBeLessThan(15);
  expect(claims).toBeGreaterThan(200);
  expect(claims).toBeLessThan(1_200);
});
