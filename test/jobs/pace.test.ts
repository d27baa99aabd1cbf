import { expect, test } from 'vitest';
import type { Posting } from '#domain/ports/messenger.ts';
import { POSTS_AT_A_TIME } from '#jobs/bring-home.ts';
import { FETCHES_AT_A_TIME } from '#jobs/collect-artifacts.ts';
import { fileAt } from './support/scripted-media.ts';
import { SUCCESS } from './support/scripted-provider.ts';
import { createStage, type Stage } from './support/stage.ts';
import { askAndSubmit, callBack } from './support/steps.ts';

/** Jobs that have ended, one in each of so many channels, their messages still owed. */
async function owe(stage: Stage, channels: number, from = 0): Promise<void> {
  for (let count = from; count < from + channels; count += 1) {
    const channelId = String(310_000_000_000_000_000n + BigInt(count));
    const jobId = await askAndSubmit(stage, { channelId });
    await callBack(stage, jobId, { news: 'ended', settlement: SUCCESS });
  }
}

const POSTED: Posting = { outcome: 'posted', messageId: '1' };

/** Answers that are held back until they are let go: those that are waited for, or from then on all. */
function createHold<Answer>(answer: Answer) {
  const waiting: (() => void)[] = [];
  let isOpen = false;
  const letGo = () => {
    for (const go of waiting.splice(0)) go();
  };
  return {
    step: () =>
      new Promise<Answer>((resolve) => {
        waiting.push(() => resolve(answer));
        if (isOpen) letGo();
      }),
    letGo,
    open: () => {
      isOpen = true;
      letGo();
    },
  };
}

/** Discord takes 50 a second and answers in 150 ms or so: that is 7.5 posts under way. */
test('posts are under way at the same time, more than Discord’s limit needs, and no more than one line carries', async () => {
  const stage = await createStage({ maxConcurrency: 100 });
  await owe(stage, 30);
  const hold = createHold(POSTED);
  stage.messenger.always(hold.step);
  stage.bot().worker.start();
  await stage.messenger.untilTries(POSTS_AT_A_TIME);
  expect(POSTS_AT_A_TIME / 0.15).toBeGreaterThan(2 * 50);
  hold.letGo();
  await stage.messenger.untilTries(30);
  hold.open();
  await stage.messenger.untilCards(60);
  expect(stage.messenger.busiest()).toBe(POSTS_AT_A_TIME);
  expect(stage.messenger.posted()).toHaveLength(30);
});

test('large downloads are a few at a time, and do not keep a message without files waiting', async () => {
  const stage = await createStage({ maxConcurrency: 100 });
  await owe(stage, 20);
  const hold = createHold({ outcome: 'stored', file: fileAt(0) } as const);
  stage.media.onFetch(0, ...Array.from({ length: 20 }, () => hold.step));
  stage.bot().worker.start();
  stage.provider.onSubmit({ outcome: 'refused', failure: { reason: 'invalid_input' } });
  const refused = await askAndSubmit(stage);
  await stage.messenger.untilTries(1);
  expect(stage.messenger.tries[0]?.delivery.jobId).toBe(refused);
  expect(stage.media.busiest()).toBe(FETCHES_AT_A_TIME);
  hold.open();
  await stage.messenger.untilTries(21);
  expect(stage.media.busiest()).toBe(FETCHES_AT_A_TIME);
});

test('a busy channel leaves room for the others: two of its messages are in hand', async () => {
  const stage = await createStage({ maxConcurrency: 100 });
  for (let count = 0; count < 20; count += 1) await callBack(stage, await askAndSubmit(stage), ENDED);
  await owe(stage, 1);
  const hold = createHold(POSTED);
  stage.messenger.always(hold.step);
  stage.bot().worker.start();
  await stage.messenger.untilTries(3);
  const channels = stage.messenger.tries.map(({ delivery }) => delivery.channelId);
  expect(new Set(channels).size).toBe(2);
  hold.open();
  await stage.messenger.untilTries(21);
  expect(stage.messenger.busiest()).toBe(3);
});

const ENDED = { news: 'ended', settlement: SUCCESS } as const;

test('a delivery whose lease runs out while it is being posted is not posted by the same process again', async () => {
  const stage = await createStage();
  await owe(stage, 1);
  const hold = createHold(POSTED);
  stage.messenger.always(hold.step);
  stage.bot().worker.start();
  await stage.messenger.untilTries(1);
  // Every claim from now on brings it again: it is due, and the clock has run away.
  for (let hours = 0; hours < 5; hours += 1) {
    stage.clock.advance(3_600_000);
    expect(
      await stage.bot().deliveries.claimDue({ now: stage.clock.now(), leaseMs: 0, maxPerChannel: 2 }),
    ).toBeDefined();
    stage.bot().wakes.deliver.ring();
    await owe(stage, 1, hours + 1);
    await stage.messenger.untilTries(hours + 2);
  }
  const tried = stage.messenger.tries.map(({ delivery }) => delivery.id);
  expect(new Set(tried).size).toBe(tried.length);
  hold.open();
  await stage.messenger.untilCards(12);
});

test('a card that takes its time holds up no delivery, and stopping waits for it', async () => {
  const stage = await createStage({ maxConcurrency: 100 });
  await owe(stage, 60);
  const cards = stage.messenger.cards.length;
  const hold = createHold(undefined);
  stage.messenger.onCard(...Array.from({ length: 60 }, () => hold.step));
  stage.bot().worker.start();
  // More than are ever in hand.
  await stage.messenger.untilTries(60);
  let stopped = false;
  const stopping = stage
    .bot()
    .worker.stop()
    .then(() => {
      stopped = true;
    });
  await new Promise((resolve) => setImmediate(resolve));
  expect(stopped).toBe(false);
  hold.open();
  await stopping;
  expect(stage.messenger.cards).toHaveLength(cards + 60);
});
