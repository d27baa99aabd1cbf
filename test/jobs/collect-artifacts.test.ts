import { describe, expect, test } from 'vitest';
import type { Settlement } from '#domain/settlement.ts';
import { fileAt, GONE, LATER } from './support/scripted-media.ts';
import { SUCCESS } from './support/scripted-provider.ts';
import { createStage, type Stage } from './support/stage.ts';
import { askAndSubmit, callBack, deliverDue, stateOf } from './support/steps.ts';

/** A job that has made so many files, its message still owed. */
async function made(stage: Stage, files: number): Promise<string> {
  const jobId = await askAndSubmit(stage);
  const sources = Array.from({ length: files }, (_, index) => ({ urls: [`https://cdn.test/${index}.png`] }));
  await callBack(stage, jobId, { news: 'ended', settlement: { ...SUCCESS, sources } });
  return jobId;
}

/** Delivers, with all the waits in between, until the message is posted; how long that took. */
async function untilPosted(stage: Stage): Promise<number> {
  const from = stage.clock.now();
  for (;;) {
    await deliverDue(stage);
    if (stage.messenger.posted().length > 0) return stage.clock.now() - from;
    stage.clock.advance(100);
  }
}

describe('the files of a result', () => {
  test('are all fetched, and posted in the order in which the provider listed them', async () => {
    const stage = await createStage();
    await made(stage, 3);
    await untilPosted(stage);
    expect(stage.media.fetched.toSorted()).toStrictEqual([0, 1, 2]);
    expect(stage.messenger.posted()).toMatchObject([
      { artifacts: [{ file: fileAt(0) }, { file: fileAt(1) }, { file: fileAt(2) }] },
    ]);
  });

  test('are not fetched again after a crash between fetching and posting', async () => {
    const stage = await createStage();
    await made(stage, 2);
    stage.messenger.onPost(() => Promise.reject(new Error('the process was killed')));
    await expect(deliverDue(stage)).rejects.toThrow('killed');
    await stage.restart();
    await untilPosted(stage);
    expect(stage.media.fetched).toHaveLength(2);
    expect(stage.messenger.posted()).toMatchObject([{ artifacts: [{ file: fileAt(0) }, { file: fileAt(1) }] }]);
  });

  test('that are not there yet are waited for, and only those are asked for again', async () => {
    const stage = await createStage();
    await made(stage, 2);
    stage.media.onFetch(1, LATER, LATER);
    await untilPosted(stage);
    expect(stage.media.fetched.toSorted()).toStrictEqual([0, 1, 1, 1]);
    expect(stage.messenger.tries).toHaveLength(1);
    expect(stage.messenger.posted()).toMatchObject([{ artifacts: [{ file: fileAt(0) }, { file: fileAt(1) }] }]);
  });

  test('that never come are given up after a minute and ten tries, and the message says so', async () => {
    const stage = await createStage();
    const jobId = await made(stage, 1);
    stage.media.onFetch(0, ...Array.from({ length: 100 }, () => LATER));
    expect(await untilPosted(stage)).toBeGreaterThanOrEqual(60_000);
    expect(stage.media.fetched.length).toBeGreaterThanOrEqual(10);
    const failure = { reason: 'result_unreachable', detail: LATER.outcome === 'later' ? LATER.detail : '' };
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'failure', failure }]);
    expect(await stateOf(stage, jobId)).toBe('succeeded');
    expect(stage.messenger.cards.at(-1)).toMatchObject({ end: { failed: true } });
    expect(await stage.bot().deliveries.findByJob(jobId)).toMatchObject({ state: 'delivered', failure });
  });

  test('are not given up for an outage of ours: hours without a try do not count as trying', async () => {
    const stage = await createStage();
    await made(stage, 1);
    stage.media.onFetch(0, LATER, LATER);
    await deliverDue(stage);
    stage.clock.advance(5 * 3_600_000);
    await untilPosted(stage);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'result' }]);
  });

  test('that are gone do not keep the others back', async () => {
    const stage = await createStage();
    await made(stage, 2);
    stage.media.onFetch(0, GONE);
    expect(await untilPosted(stage)).toBe(0);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'result' }]);
    const [posted] = stage.messenger.posted();
    const files = posted?.shows === 'result' ? posted.artifacts.map(({ file }) => file) : [];
    expect(files).toStrictEqual([undefined, fileAt(1)]);
  });

  test('that are all gone make the message say so at once', async () => {
    const stage = await createStage();
    await made(stage, 2);
    stage.media.onFetch(0, GONE);
    stage.media.onFetch(1, GONE);
    expect(await untilPosted(stage)).toBe(0);
    expect(stage.messenger.posted()).toMatchObject([
      { shows: 'failure', failure: { reason: 'result_unreachable', detail: 'cdn.test: 410' } },
    ]);
  });
});

test('a result in words alone goes home with its words and without files', async () => {
  const stage = await createStage();
  const jobId = await askAndSubmit(stage);
  const settlement: Settlement = { outcome: 'succeeded', sources: [], text: 'model id 4711' };
  await callBack(stage, jobId, { news: 'ended', settlement });
  expect(await untilPosted(stage)).toBe(0);
  expect(stage.messenger.posted()).toMatchObject([
    { shows: 'result', artifacts: [], job: { success: { text: 'model id 4711' } } },
  ]);
  expect(stage.media.fetched).toStrictEqual([]);
});
