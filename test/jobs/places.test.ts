import { describe, expect, test } from 'vitest';
import { ANSWERING_LIFE_MS } from '#domain/origin.ts';
import type { Posting } from '#domain/ports/messenger.ts';
import { SUCCESS } from './support/scripted-provider.ts';
import { createStage, type Stage } from './support/stage.ts';
import { askAndSubmit, callBack, deliverDue } from './support/steps.ts';

const CLOSED: Posting = { outcome: 'impossible', detail: '50001: Missing Access' };
const DOWN: Posting = { outcome: 'later', detail: '503' };
const UNKNOWN: Posting = { outcome: 'unknown', detail: 'connection reset' };

/** A job that has succeeded, its message still owed. */
async function owed(stage: Stage, wishes: Parameters<typeof askAndSubmit>[1] = {}): Promise<string> {
  const jobId = await askAndSubmit(stage, wishes);
  await callBack(stage, jobId, { news: 'ended', settlement: SUCCESS });
  return jobId;
}

const placesTried = ({ messenger }: Stage) => messenger.tries.map(({ delivery }) => delivery.place);

/** Lets an hour pass, delivering what falls due. */
async function anHour(stage: Stage): Promise<void> {
  for (let passed = 0; passed < 60; passed += 1) {
    stage.clock.advance(60_000);
    await deliverDue(stage);
  }
}

describe('a channel that is closed to us', () => {
  test('is answered by a follow-up while the interaction can be answered, at once', async () => {
    const stage = await createStage();
    const jobId = await owed(stage);
    stage.messenger.onPost(CLOSED);
    await deliverDue(stage);
    expect(placesTried(stage)).toStrictEqual(['channel', 'follow_up']);
    expect(stage.messenger.posted()).toHaveLength(1);
    const messageId = `message-of-${stage.messenger.tries[0]?.delivery.id}`;
    expect(await stage.bot().deliveries.findByJob(jobId)).toStrictEqual({ state: 'delivered', messageId });
    // A follow-up stands in the channel: the card leads there.
    expect(stage.messenger.cards.at(-1)).toMatchObject({ end: { messageId, failed: false } });
  });

  test.each([
    ['the interaction is too old', ANSWERING_LIFE_MS, {}],
    ['there is no way to answer it', 0, { answering: undefined }],
  ])('is followed by a direct message when %s, and the card leads nowhere', async (_why, ageMs, wishes) => {
    const stage = await createStage();
    const jobId = await owed(stage, wishes as object);
    stage.clock.advance(ageMs);
    stage.messenger.onPost(CLOSED);
    await deliverDue(stage);
    expect(placesTried(stage)).toStrictEqual(['channel', 'direct']);
    expect(await stage.bot().deliveries.findByJob(jobId)).toStrictEqual({ state: 'delivered' });
    expect(stage.messenger.cards.at(-1)?.end).toStrictEqual({ failed: false });
  });

  test('is followed by every place there is, and then the message is given up, loudly', async () => {
    const stage = await createStage();
    const jobId = await owed(stage);
    stage.messenger.always(CLOSED);
    await deliverDue(stage);
    expect(placesTried(stage)).toStrictEqual(['channel', 'follow_up', 'direct']);
    expect(await stage.bot().deliveries.findByJob(jobId)).toStrictEqual({ state: 'undeliverable' });
    expect(stage.logger.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { message: 'undeliverable: given up', fields: { jobId, place: 'direct' } },
    ]);
  });

  test('is tried first again after a pause in which Discord was down: it may be open by then', async () => {
    const stage = await createStage();
    await owed(stage);
    stage.messenger.onPost(CLOSED, DOWN);
    await deliverDue(stage);
    stage.clock.advance(60_000);
    await deliverDue(stage);
    expect(placesTried(stage)).toStrictEqual(['channel', 'follow_up', 'channel']);
    expect(stage.messenger.posted()).toHaveLength(1);
  });
});

describe('a follow-up whose fate is unknown', () => {
  test('is not sent again: the card itself becomes the message, and stays as it is', async () => {
    const stage = await createStage();
    const jobId = await owed(stage);
    const cards = stage.messenger.cards.length;
    stage.messenger.onPost(CLOSED, UNKNOWN);
    await deliverDue(stage);
    expect(placesTried(stage)).toStrictEqual(['channel', 'follow_up', 'card']);
    expect(await stage.bot().deliveries.findByJob(jobId)).toStrictEqual({ state: 'delivered' });
    expect(stage.messenger.cards).toHaveLength(cards);
  });

  test.each([
    ['its answer got lost and Discord is down', [CLOSED, UNKNOWN, DOWN, DOWN, DOWN]],
    ['its answer got lost, the card is gone and direct messages have to wait', [CLOSED, UNKNOWN, CLOSED, DOWN, DOWN]],
  ])('stays the only one through an outage: %s', async (_what, answers) => {
    const stage = await createStage();
    await owed(stage);
    stage.messenger.onPost(...answers);
    await deliverDue(stage);
    await anHour(stage);
    const places = placesTried(stage);
    expect(places.filter((place) => place === 'channel' || place === 'follow_up')).toStrictEqual([
      'channel',
      'follow_up',
    ]);
    expect(stage.messenger.posted()).toHaveLength(1);
  });

  test('stays the only one when the process dies in the middle of it', async () => {
    const stage = await createStage();
    await owed(stage);
    stage.messenger.onPost(CLOSED, () => Promise.reject(new Error('the process was killed')));
    await expect(deliverDue(stage)).rejects.toThrow('killed');
    await stage.restart();
    await deliverDue(stage);
    expect(placesTried(stage)).toStrictEqual(['channel', 'follow_up', 'card']);
  });

  test('stays the only one when the process dies and the files have to be fetched again first', async () => {
    const stage = await createStage();
    await owed(stage);
    stage.messenger.onPost(CLOSED, () => Promise.reject(new Error('the process was killed')));
    await expect(deliverDue(stage)).rejects.toThrow('killed');
    await stage.restart();
    stage.media.lose({ path: 'ab/0.png' });
    stage.media.onFetch(0, { outcome: 'later', detail: 'cdn.test: 503' });
    await deliverDue(stage);
    await anHour(stage);
    expect(placesTried(stage)).toStrictEqual(['channel', 'follow_up', 'card']);
  });
});

test('the step to another place is on disk before anything is tried there', async () => {
  const stage = await createStage();
  await owed(stage);
  const onDisk: unknown[] = [];
  const look = (answer: Posting) => async () => {
    onDisk.push(...stage.bot().database.orm.all('select place from deliveries'));
    return answer;
  };
  stage.messenger.onPost(look(CLOSED), look(UNKNOWN), look(CLOSED), look(DOWN));
  await deliverDue(stage);
  expect(onDisk).toStrictEqual(['channel', 'follow_up', 'card', 'direct'].map((place) => ({ place })));
});

describe('whether others wait behind a message', () => {
  const second = (stage: Stage) => owed(stage, { interactionId: '999' });

  test('they do when it was ready and Discord would not take it', async () => {
    const stage = await createStage();
    const first = await owed(stage);
    stage.messenger.onPost(DOWN);
    await deliverDue(stage);
    const other = await second(stage);
    await deliverDue(stage);
    expect(stage.messenger.tries.map(({ delivery }) => delivery.jobId)).toStrictEqual([first]);
    await anHour(stage);
    expect(stage.messenger.tries.map(({ delivery }) => delivery.jobId)).toStrictEqual([first, first, other]);
  });

  test('they do not when its files are not there yet', async () => {
    const stage = await createStage();
    const first = await owed(stage);
    stage.media.onFetch(0, { outcome: 'later', detail: '404' });
    await deliverDue(stage);
    const other = await second(stage);
    await deliverDue(stage);
    await anHour(stage);
    expect(stage.messenger.tries.map(({ delivery }) => delivery.jobId)).toStrictEqual([other, first]);
  });
});
