import { describe, expect, test } from 'vitest';
import type { FailureReason } from '#domain/failure.ts';
import { FAILURE_REASONS } from '#domain/failure.ts';
import type { Submission } from '#domain/ports/provider.ts';
import { QUEUE_DEADLINE_MS } from '#jobs/deadlines.ts';
import { modelOf, SDXL, SECOND } from './support/models.ts';
import { giftAt } from './support/scripted-media.ts';
import { SUCCESS } from './support/scripted-provider.ts';
import type { Stage } from './support/stage.ts';
import { CHANNEL, createStage, GUILD, REQUEST } from './support/stage.ts';
import { ask, askAndSubmit, callBack, deliverDue, stateOf, submitNext } from './support/steps.ts';
import { NOON } from './support/virtual-clock.ts';

const UNREACHABLE: Submission = { outcome: 'unreachable', retryAfterMs: 10_000, detail: 'ECONNREFUSED' };
const refused = (reason: FailureReason): Submission => ({ outcome: 'refused', failure: { reason } });

/** A server whose images move to the second model. */
async function withFallback(model = SECOND.id): Promise<Stage> {
  const stage = await createStage();
  await stage.bot().fallbacks.set({ guildId: GUILD, kind: 'image', model });
  return stage;
}

const jobAt = (stage: Stage, jobId: string) => stage.bot().jobs.find(jobId);

describe('a job that its provider provably did not take', () => {
  test.each([
    ['no connection', UNREACHABLE],
    ['a fault over there', refused('provider_down')],
    ['an account in trouble', refused('provider_account')],
  ])('moves to the server’s second model: %s', async (_why, submission) => {
    const stage = await withFallback();
    stage.provider.onSubmit(submission);
    const jobId = await askAndSubmit(stage);
    expect(await jobAt(stage, jobId)).toMatchObject({
      state: 'queued',
      provider: 'apimart',
      movedFrom: REQUEST.model,
      request: { model: SECOND.id, prompt: REQUEST.prompt },
      deadlineAt: NOON + QUEUE_DEADLINE_MS,
    });
    expect(await submitNext(stage, stage.second)).toBe(true);
    expect(await stateOf(stage, jobId)).toBe('running');
    expect(stage.provider.submits).toHaveLength(1);
  });

  test('is told to the second provider as its own, with an address of its own to call back', async () => {
    const stage = await withFallback();
    stage.provider.onSubmit(UNREACHABLE);
    const jobId = await askAndSubmit(stage);
    await submitNext(stage, stage.second);
    const [submit] = stage.second.submits;
    expect(submit).toMatchObject({ jobId, model: SECOND, request: { model: SECOND.id } });
    expect(submit?.webhookUrl).toBe(`https://bot.test/webhooks/apimart/${submit?.trackId}`);
    expect(stage.trackIds.verify(submit?.trackId ?? '')).toMatchObject({ jobId, channelId: CHANNEL });
  });

  test('leaves its seed behind, which means something to its own model alone', async () => {
    const stage = await withFallback();
    stage.provider.onSubmit(UNREACHABLE);
    await askAndSubmit(stage);
    await submitNext(stage, stage.second);
    expect(stage.provider.submits[0]?.request.options).toStrictEqual(REQUEST.options);
    expect(stage.second.submits[0]?.request.options).toStrictEqual({ aspect: '1:1', count: 1 });
  });

  test('starts without a wait: the loop of the second provider is woken', async () => {
    const stage = await withFallback();
    stage.provider.onSubmit(UNREACHABLE);
    stage.bot().worker.start();
    await ask(stage);
    stage.bot().wakes.submit.ring();
    await stage.second.untilSubmits(1);
  });

  test('settles by a callback of the second provider only; one at the first one’s address is turned away', async () => {
    const stage = await withFallback();
    stage.provider.onSubmit(UNREACHABLE);
    const jobId = await askAndSubmit(stage);
    await submitNext(stage, stage.second);
    const ended = { news: 'ended', settlement: SUCCESS } as const;
    expect(await callBack(stage, jobId, ended, 'modelslab')).toBe('unknown_provider');
    expect(await stateOf(stage, jobId)).toBe('running');
    expect(await callBack(stage, jobId, ended, 'apimart')).toBe('stored');
    expect(await stateOf(stage, jobId)).toBe('succeeded');
  });

  test('is remembered as moved over a restart', async () => {
    const stage = await withFallback();
    stage.provider.onSubmit(UNREACHABLE);
    const jobId = await askAndSubmit(stage);
    await stage.restart();
    await submitNext(stage, stage.second);
    expect(await jobAt(stage, jobId)).toMatchObject({ state: 'running', movedFrom: REQUEST.model });
  });
});

describe('a job moves once', () => {
  test('and when the second provider refuses it too, one message says so', async () => {
    const stage = await withFallback();
    stage.provider.onSubmit(UNREACHABLE);
    stage.second.onSubmit(refused('provider_down'));
    const jobId = await askAndSubmit(stage);
    await stage.bot().fallbacks.set({ guildId: GUILD, kind: 'image', model: SDXL.id });
    await submitNext(stage, stage.second);
    expect(await jobAt(stage, jobId)).toMatchObject({ state: 'failed', failure: { reason: 'provider_down' } });
    expect(await submitNext(stage)).toBe(false);
    await deliverDue(stage);
    expect(stage.messenger.tries).toHaveLength(1);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'failure', failure: { reason: 'provider_down' } }]);
  });

  test('and waits for the second provider where that one has no connection either', async () => {
    const stage = await withFallback();
    stage.provider.onSubmit(UNREACHABLE);
    stage.second.onSubmit(UNREACHABLE);
    const jobId = await askAndSubmit(stage);
    await stage.bot().fallbacks.set({ guildId: GUILD, kind: 'image', model: SDXL.id });
    await submitNext(stage, stage.second);
    expect(await jobAt(stage, jobId)).toMatchObject({ state: 'queued', provider: 'apimart' });
  });
});

describe('a job stays where it is', () => {
  const OTHERS = FAILURE_REASONS.filter((reason) => reason !== 'provider_down' && reason !== 'provider_account');

  test.each(OTHERS)('when the refusal is about the request: %s', async (reason) => {
    const stage = await withFallback();
    stage.provider.onSubmit(refused(reason));
    const jobId = await askAndSubmit(stage);
    expect(await jobAt(stage, jobId)).toMatchObject({ state: 'failed', provider: 'modelslab', failure: { reason } });
    expect(await submitNext(stage, stage.second)).toBe(false);
  });

  const DOWN = { outcome: 'failed', failure: { reason: 'provider_down' } } as const;

  test.each<[string, Submission, string]>([
    ['was accepted', { outcome: 'accepted', task: { family: 'images', taskId: '1' } }, 'running'],
    ['was accepted and failed at once', { outcome: 'settled', settlement: DOWN }, 'failed'],
    ['is throttled', { outcome: 'throttled', retryAfterMs: 1_000, detail: '429' }, 'queued'],
    ['has an unknown fate', { outcome: 'unknown', detail: 'reset' }, 'submitting'],
  ])('when it %s', async (_what, submission, state) => {
    const stage = await withFallback();
    stage.provider.onSubmit(submission);
    const jobId = await askAndSubmit(stage);
    expect(await jobAt(stage, jobId)).toMatchObject({
      state,
      provider: 'modelslab',
      request: { model: REQUEST.model },
    });
  });

  test('when it fails after it was accepted, also by a fault of the provider', async () => {
    const stage = await withFallback();
    const jobId = await askAndSubmit(stage);
    await callBack(stage, jobId, { news: 'ended', settlement: DOWN });
    expect(await jobAt(stage, jobId)).toMatchObject({ state: 'failed', provider: 'modelslab' });
  });

  test.each([
    ['the second model is of the same provider', SDXL],
    ['the second model is offered no more', undefined],
    ['the second model’s provider is not configured', modelOf('eachlabs/flux')],
    ['the second model is for something else', { ...SECOND, uses: ['edit' as const] }],
    ['the second model does not take the chosen shape', { ...SECOND, options: { count: { min: 1, max: 4 } } }],
    ['the second model is for grown-ups and the channel is not', { ...SECOND, nsfw: true }],
  ])('when %s', async (_why, second) => {
    const stage = await withFallback(second?.id);
    stage.catalogue.offer(...stage.provider.models, ...(second ? [second] : []));
    stage.provider.onSubmit(refused('provider_down'));
    const jobId = await askAndSubmit(stage);
    expect(await jobAt(stage, jobId)).toMatchObject({ state: 'failed', provider: 'modelslab' });
    expect(await submitNext(stage, stage.second)).toBe(false);
  });

  test('when the second model does not take the files that came with it', async () => {
    const stage = await withFallback();
    stage.provider.onSubmit(UNREACHABLE);
    const inputs = [{ role: 'image' as const, name: 'nest.png', file: giftAt('nest') }];
    const jobId = await askAndSubmit(stage, { request: { inputs } });
    expect(await jobAt(stage, jobId)).toMatchObject({ state: 'queued', provider: 'modelslab' });
  });

  test.each([
    ['in direct messages, where there is no server to choose', { guildId: undefined }],
    ['in a server that has chosen no second model', { guildId: '200000000000000002' }],
  ])('%s', async (_where, place) => {
    const stage = await withFallback();
    stage.provider.onSubmit(refused('provider_down'));
    const jobId = await askAndSubmit(stage, place as { guildId?: string });
    expect(await jobAt(stage, jobId)).toMatchObject({ state: 'failed', provider: 'modelslab' });
  });

  test('when another kind of job has the second model', async () => {
    const stage = await createStage();
    await stage.bot().fallbacks.set({ guildId: GUILD, kind: 'video', model: SECOND.id });
    stage.provider.onSubmit(refused('provider_down'));
    const jobId = await askAndSubmit(stage);
    expect(await jobAt(stage, jobId)).toMatchObject({ state: 'failed', provider: 'modelslab' });
  });

  test('when it was cancelled while its provider refused it', async () => {
    const stage = await withFallback();
    stage.provider.onSubmit(async () => {
      await stage.bot().cancel(stage.provider.submits[0]?.jobId ?? '');
      return refused('provider_down');
    });
    const jobId = await askAndSubmit(stage);
    expect(await jobAt(stage, jobId)).toMatchObject({ state: 'cancelled', provider: 'modelslab' });
    expect(await submitNext(stage, stage.second)).toBe(false);
  });
});
