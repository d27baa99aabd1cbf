import { describe, expect, test } from 'vitest';
import { createStage } from './support/stage.ts';
import { ask, askAndSubmit, callBack, claim, deliverDue, stateOf } from './support/steps.ts';

describe('cancelling a job that its provider has taken', () => {
  test('tells the provider to stop that task', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    expect(await stage.bot().cancel(jobId)).toMatchObject({ outcome: 'settled' });
    await stage.provider.untilStopped(1);
    expect(stage.provider.stopped).toStrictEqual([{ family: 'images', taskId: 'task-1' }]);
    expect(stage.second.stopped).toStrictEqual([]);
  });

  test('is done all the same where the provider cannot be told, and whoever runs the bot can read why', async () => {
    const stage = await createStage();
    stage.provider.onCancel(() => Promise.reject(new Error('502')));
    const jobId = await askAndSubmit(stage);
    expect(await stage.bot().cancel(jobId)).toMatchObject({ outcome: 'settled' });
    await stage.logger.untilLines('the provider was not told to stop');
    expect(await stateOf(stage, jobId)).toBe('cancelled');
    expect(await deliverDue(stage)).toBe(1);
  });

  test('does not wait for the provider', async () => {
    const stage = await createStage();
    stage.provider.onCancel(() => new Promise(() => undefined));
    const jobId = await askAndSubmit(stage);
    expect(await stage.bot().cancel(jobId)).toMatchObject({ outcome: 'settled' });
    expect(await stateOf(stage, jobId)).toBe('cancelled');
  });
});

test.each(['queued', 'submitting'])('there is nothing to stop of a job that is %s', async (state) => {
  const stage = await createStage();
  const jobId = await ask(stage);
  if (state === 'submitting') await claim(stage);
  expect(await stage.bot().cancel(jobId)).toMatchObject({ outcome: 'settled' });
  expect(stage.provider.stopped).toStrictEqual([]);
});

test('what has ended is not stopped', async () => {
  const stage = await createStage();
  const jobId = await askAndSubmit(stage);
  const settlement = { outcome: 'failed', failure: { reason: 'provider_down' } } as const;
  await callBack(stage, jobId, { news: 'ended', settlement });
  expect(await stage.bot().cancel(jobId)).toStrictEqual({ outcome: 'unchanged', state: 'failed' });
  expect(stage.provider.stopped).toStrictEqual([]);
});
