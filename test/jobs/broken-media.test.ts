import { describe, expect, test } from 'vitest';
import type { PollAnswer } from '#domain/ports/provider.ts';
import { fileAt, GONE, LATER } from './support/scripted-media.ts';
import { SUCCESS } from './support/scripted-provider.ts';
import { createStage, type Stage } from './support/stage.ts';
import { askAndSubmit, callBack, deliverDue } from './support/steps.ts';

const sourceAt = (position: number, host = 'cdn.test') => ({ urls: [`https://${host}/${position}.png`] });

/** A job that has made so many files, its message still owed. */
async function made(stage: Stage, files = 1): Promise<string> {
  const jobId = await askAndSubmit(stage);
  const sources = Array.from({ length: files }, (_, position) => sourceAt(position));
  await callBack(stage, jobId, { news: 'ended', settlement: { ...SUCCESS, sources } });
  return jobId;
}

const fresh = (...hosts: readonly string[]): PollAnswer => ({
  outcome: 'settled',
  settlement: { ...SUCCESS, sources: hosts.map((host, position) => sourceAt(position, host)) },
});

const DOWN: PollAnswer = { outcome: 'unreachable', detail: 'ECONNREFUSED' };
const UNREACHABLE = { shows: 'failure', failure: { reason: 'result_unreachable' } } as const;

/** Delivers, with all the waits in between, until the message is posted; how long that took. */
async function untilPosted(stage: Stage): Promise<number> {
  const from = stage.clock.now();
  for (;;) {
    await deliverDue(stage);
    if (stage.messenger.posted().length > 0) return stage.clock.now() - from;
    stage.clock.advance(500);
  }
}

describe('addresses that lead nowhere any more', () => {
  test('are asked for once more, and the file is fetched from the fresh ones', async () => {
    const stage = await createStage();
    await made(stage);
    stage.media.onFetch(0, GONE);
    stage.provider.onPoll(fresh('fresh.test'));
    expect(await untilPosted(stage)).toBe(0);
    expect(stage.provider.polls).toStrictEqual(['task-1']);
    expect(stage.media.addresses).toStrictEqual(['https://cdn.test/0.png', 'https://fresh.test/0.png']);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'result', artifacts: [{ file: fileAt(0) }] }]);
  });

  test('of one file among several leave the copies of the others as they are', async () => {
    const stage = await createStage();
    await made(stage, 3);
    stage.media.onFetch(1, GONE);
    stage.provider.onPoll(fresh('a.test', 'b.test', 'c.test'));
    await untilPosted(stage);
    expect(stage.media.fetched.toSorted()).toStrictEqual([0, 1, 1, 2]);
    expect(stage.media.addresses.at(-1)).toBe('https://b.test/1.png');
  });

  test('are asked for also when they were only not there, for a minute and ten tries', async () => {
    const stage = await createStage();
    await made(stage);
    const found = { outcome: 'stored', file: fileAt(0) } as const;
    const step = async () => (stage.media.addresses.at(-1)?.includes('fresh') ? found : LATER);
    stage.media.onFetch(0, ...Array.from({ length: 100 }, () => step));
    stage.provider.onPoll(fresh('fresh.test'));
    expect(await untilPosted(stage)).toBeGreaterThanOrEqual(60_000);
    expect(stage.media.addresses.at(-1)).toBe('https://fresh.test/0.png');
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'result' }]);
  });

  test('get a minute of their own when they are fresh and not there yet', async () => {
    const stage = await createStage();
    await made(stage);
    const found = { outcome: 'stored', file: fileAt(0) } as const;
    let tries = 0;
    const step = async () => {
      if (stage.media.addresses.at(-1)?.includes('fresh')) tries += 1;
      return tries > 5 ? found : LATER;
    };
    stage.media.onFetch(0, ...Array.from({ length: 100 }, () => step));
    stage.provider.onPoll(fresh('fresh.test'));
    await untilPosted(stage);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'result' }]);
  });

  test.each<[string, PollAnswer]>([
    ['the provider repeats them', fresh('cdn.test')],
    ['the provider tells of another number of files', fresh('a.test', 'b.test')],
    ['the provider says that it is at it again', { outcome: 'running' }],
    [
      'the provider says that it has failed',
      { outcome: 'settled', settlement: { outcome: 'failed', failure: { reason: 'internal' } } },
    ],
    ['the provider’s fresh ones lead nowhere either', fresh('fresh.test')],
  ])('are asked for once, and then it is said plainly, when %s', async (_what, answer) => {
    const stage = await createStage();
    await made(stage);
    stage.media.onFetch(0, ...Array.from({ length: 100 }, () => GONE));
    stage.provider.onPoll(...Array.from({ length: 100 }, () => answer));
    stage.messenger.onPost(...Array.from({ length: 5 }, () => ({ outcome: 'later', detail: '503' }) as const));
    await untilPosted(stage);
    expect(stage.provider.polls).toHaveLength(1);
    expect(stage.messenger.posted()).toMatchObject([UNREACHABLE]);
  });

  test('are not fetched a second time when the provider has no others', async () => {
    const stage = await createStage();
    await made(stage);
    stage.media.onFetch(0, GONE, GONE);
    stage.provider.onPoll(fresh('cdn.test'));
    await untilPosted(stage);
    expect(stage.media.fetched).toStrictEqual([0]);
  });

  test('are waited for while the provider cannot be asked, for a quarter of an hour', async () => {
    const stage = await createStage();
    await made(stage);
    stage.media.onFetch(0, ...Array.from({ length: 1_000 }, () => GONE));
    stage.provider.onPoll(...Array.from({ length: 1_000 }, () => DOWN));
    const waited = await untilPosted(stage);
    expect(waited).toBeGreaterThanOrEqual(15 * 60_000);
    expect(waited).toBeLessThan(18 * 60_000);
    expect(stage.provider.polls.length).toBeLessThan(30);
    expect(stage.messenger.posted()).toMatchObject([UNREACHABLE]);
  });

  test('are found when the provider is back within that time', async () => {
    const stage = await createStage();
    await made(stage);
    stage.media.onFetch(0, ...Array.from({ length: 4 }, () => GONE));
    stage.provider.onPoll(DOWN, DOWN, DOWN, fresh('fresh.test'));
    await untilPosted(stage);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'result' }]);
  });

  test('of a job without a task, or of a provider that is configured no more, are given up at once', async () => {
    const stage = await createStage();
    stage.provider.onSubmit({ outcome: 'settled', settlement: SUCCESS });
    await askAndSubmit(stage);
    stage.media.onFetch(0, GONE);
    expect(await untilPosted(stage)).toBe(0);
    expect(stage.provider.polls).toStrictEqual([]);

    const other = await createStage();
    await made(other);
    other.providers.delete('modelslab');
    other.media.onFetch(0, GONE);
    expect(await untilPosted(other)).toBe(0);
    expect(other.messenger.posted()).toMatchObject([UNREACHABLE]);
  });
});

describe('a copy that the disk has lost', () => {
  /** Copied, and then Discord was down. */
  async function copied(stage: Stage): Promise<void> {
    await made(stage);
    stage.messenger.onPost({ outcome: 'later', detail: '503' });
    await deliverDue(stage);
    stage.media.lose(fileAt(0));
  }

  test('is fetched again from its addresses', async () => {
    const stage = await createStage();
    await copied(stage);
    await untilPosted(stage);
    expect(stage.media.addresses).toStrictEqual(['https://cdn.test/0.png', 'https://cdn.test/0.png']);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'result', artifacts: [{ file: fileAt(0) }] }]);
  });

  test('is asked for where its addresses have expired, and posted without it when there are no others', async () => {
    const stage = await createStage();
    await copied(stage);
    stage.media.onFetch(0, GONE);
    await untilPosted(stage);
    expect(stage.provider.polls).toHaveLength(1);
    expect(stage.messenger.posted()).toMatchObject([UNREACHABLE]);
  });
});
