import { describe, expect, test } from 'vitest';
import { RUN_DEADLINE_MS } from '#jobs/deadlines.ts';
import { SUCCESS } from './support/scripted-provider.ts';
import { createStage, type Stage } from './support/stage.ts';
import { ask, askAndSubmit, callBack, claim, deliverDue, reconcileDue, stateOf, submitNext } from './support/steps.ts';

const UNKNOWN = { outcome: 'unknown', detail: 'connection reset' } as const;

/** Goes through the whole time in which the job waits for news; never does a second submit go out. */
async function waitForNews(stage: Stage, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 60_000) {
    stage.clock.advance(60_000);
    await submitNext(stage);
    await reconcileDue(stage);
  }
}

describe('a submit whose fate is unknown', () => {
  test('is never sent again; the job expires at its deadline and the member is told once', async () => {
    const stage = await createStage();
    stage.provider.onSubmit(UNKNOWN);
    const jobId = await askAndSubmit(stage);
    await waitForNews(stage, RUN_DEADLINE_MS.image - 60_000);
    expect(await stateOf(stage, jobId)).toBe('submitting');
    await waitForNews(stage, 120_000);
    expect(await stateOf(stage, jobId)).toBe('expired');
    await deliverDue(stage);
    expect(stage.provider.submits).toHaveLength(1);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'failure', failure: { reason: 'expired' } }]);
  });

  test('settles by a late callback', async () => {
    const stage = await createStage();
    stage.provider.onSubmit(UNKNOWN);
    const jobId = await askAndSubmit(stage);
    await waitForNews(stage, RUN_DEADLINE_MS.image - 120_000);
    await callBack(stage, jobId, { news: 'ended', taskId: 'task-1', settlement: SUCCESS });
    expect(await stateOf(stage, jobId)).toBe('succeeded');
    await deliverDue(stage);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'result' }]);
    expect(stage.provider.submits).toHaveLength(1);
  });

  test('is not sent again after a restart in the middle of it, and settles by its callback', async () => {
    const stage = await createStage();
    const jobId = await ask(stage);
    await claim(stage);
    await stage.restart();
    await waitForNews(stage, 300_000);
    expect(await stateOf(stage, jobId)).toBe('submitting');
    expect(stage.provider.submits).toHaveLength(0);
    await callBack(stage, jobId, { news: 'ended', settlement: SUCCESS });
    expect(await stateOf(stage, jobId)).toBe('succeeded');
  });

  test('stays unknown over a restart: still never sent again, and it expires', async () => {
    const stage = await createStage();
    stage.provider.onSubmit(UNKNOWN);
    const jobId = await askAndSubmit(stage);
    await stage.restart();
    await waitForNews(stage, RUN_DEADLINE_MS.image + 60_000);
    expect(await stateOf(stage, jobId)).toBe('expired');
    expect(stage.provider.submits).toHaveLength(1);
  });

  test('does not survive a callback that makes no sense: it is neither sent nor polled, and expires in time', async () => {
    const stage = await createStage();
    stage.provider.onSubmit(UNKNOWN);
    const jobId = await askAndSubmit(stage);
    await callBack(stage, jobId, '<html>');
    await waitForNews(stage, RUN_DEADLINE_MS.image + 60_000);
    expect(await stateOf(stage, jobId)).toBe('expired');
    expect(stage.provider.polls).toHaveLength(0);
    expect(stage.provider.submits).toHaveLength(1);
  });

  test('also when the provider room throws: the job is not sent again', async () => {
    const stage = await createStage();
    stage.provider.onSubmit(() => Promise.reject(new Error('a bug')));
    await ask(stage);
    const job = await claim(stage);
    await expect(job && stage.bot().submit(job)).rejects.toThrow('a bug');
    await waitForNews(stage, 300_000);
    expect(stage.provider.submits).toHaveLength(1);
  });
});
