import { describe, expect, test } from 'vitest';
import { SECOND } from './support/models.ts';
import { SUCCESS } from './support/scripted-provider.ts';
import { createStage, GUILD } from './support/stage.ts';
import { ask, askAndSubmit, callBack, claim, deliverDue, stateOf, submitNext } from './support/steps.ts';

const UNKNOWN = { outcome: 'unknown', detail: 'connection reset' } as const;
const UNREACHABLE = { outcome: 'unreachable', retryAfterMs: 10_000, detail: 'ECONNREFUSED' } as const;
const SAFE = { repeatsSafely: true } as const;

describe('a submit of unknown fate at a provider that recognises a repeat', () => {
  test('is repeated, as the same job, until it is answered', async () => {
    const stage = await createStage(SAFE);
    stage.provider.onSubmit(UNKNOWN, UNKNOWN);
    const jobId = await askAndSubmit(stage);
    expect(await stateOf(stage, jobId)).toBe('queued');
    expect(await submitNext(stage)).toBe(false);
    for (let count = 0; count < 2; count += 1) {
      stage.clock.advance(15_000);
      expect(await submitNext(stage)).toBe(true);
    }
    expect(stage.provider.submits.map((submit) => submit.jobId)).toStrictEqual([jobId, jobId, jobId]);
    expect(new Set(stage.provider.submits.map(({ trackId }) => trackId)).size).toBe(1);
    expect(await stateOf(stage, jobId)).toBe('running');
  });

  test('settles by a callback that comes before the repeat, which then does not go out', async () => {
    const stage = await createStage(SAFE);
    stage.provider.onSubmit(UNKNOWN);
    const jobId = await askAndSubmit(stage);
    await callBack(stage, jobId, { news: 'ended', taskId: 'task-1', settlement: SUCCESS });
    stage.clock.advance(15_000);
    expect(await submitNext(stage)).toBe(false);
    expect(await stateOf(stage, jobId)).toBe('succeeded');
    expect(await deliverDue(stage)).toBe(1);
  });

  test('stays there when the repeat finds no connection: the first try may have been taken', async () => {
    const stage = await createStage(SAFE);
    await stage.bot().fallbacks.set({ guildId: GUILD, kind: 'image', model: SECOND.id });
    stage.provider.onSubmit(UNKNOWN, UNREACHABLE, { outcome: 'refused', failure: { reason: 'provider_account' } });
    const jobId = await askAndSubmit(stage);
    stage.clock.advance(15_000);
    await submitNext(stage);
    expect(await stage.bot().jobs.find(jobId)).toMatchObject({ state: 'queued', provider: 'modelslab' });
    stage.clock.advance(15_000);
    await submitNext(stage);
    expect(await stage.bot().jobs.find(jobId)).toMatchObject({ state: 'failed', provider: 'modelslab' });
    expect(await submitNext(stage, stage.second)).toBe(false);
  });
});

describe('a submit that a process that is gone left in the middle', () => {
  test('is repeated as the same job where the provider recognises it', async () => {
    const stage = await createStage(SAFE);
    const jobId = await ask(stage);
    await claim(stage);
    await stage.restart();
    expect(await submitNext(stage)).toBe(true);
    expect(stage.provider.submits).toMatchObject([{ jobId }]);
    expect(await stateOf(stage, jobId)).toBe('running');
  });

  test('does not move to another provider: it may have been taken', async () => {
    const stage = await createStage(SAFE);
    await stage.bot().fallbacks.set({ guildId: GUILD, kind: 'image', model: SECOND.id });
    const jobId = await ask(stage);
    await claim(stage);
    stage.clock.advance(1_000);
    await stage.restart();
    stage.provider.onSubmit(UNREACHABLE);
    await submitNext(stage);
    expect(await stage.bot().jobs.find(jobId)).toMatchObject({ state: 'queued', provider: 'modelslab' });
  });

  test('is never repeated where it is not recognised', async () => {
    const stage = await createStage();
    const jobId = await ask(stage);
    await claim(stage);
    await stage.restart();
    expect(await submitNext(stage)).toBe(false);
    expect(await stateOf(stage, jobId)).toBe('submitting');
  });
});
