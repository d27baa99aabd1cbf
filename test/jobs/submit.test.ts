import { describe, expect, test } from 'vitest';
import { QUEUE_DEADLINE_MS, RUN_DEADLINE_MS } from '#jobs/deadlines.ts';
import { FLUX, SDXL } from './support/models.ts';
import { giftAt } from './support/scripted-media.ts';
import { POLL_DELAY_MS, SUCCESS } from './support/scripted-provider.ts';
import { ADA, CHANNEL, createStage, REQUEST } from './support/stage.ts';
import { ask, askAndSubmit, deliverDue, reconcileDue, stateOf, submitNext } from './support/steps.ts';
import { NOON } from './support/virtual-clock.ts';

describe('a submit', () => {
  test('carries a track id that leads back to the job, and where to call back', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    const [submit] = stage.provider.submits;
    expect(submit).toStrictEqual({
      jobId,
      request: REQUEST,
      model: FLUX,
      inputs: [],
      trackId: submit?.trackId,
      webhookUrl: `https://bot.test/webhooks/modelslab/${submit?.trackId}`,
    });
    const track = { userId: ADA, kind: 'image', channelId: CHANNEL, jobId };
    expect(stage.trackIds.verify(submit?.trackId ?? '')).toStrictEqual(track);
  });

  test('names no webhook where nobody can reach us', async () => {
    const stage = await createStage({ publicUrl: null });
    await askAndSubmit(stage);
    expect(stage.provider.submits[0]).not.toHaveProperty('webhookUrl');
  });

  test('hands on the files that the member gave, in their order, with a link for a day and a reader', async () => {
    const stage = await createStage();
    const inputs = [
      { role: 'image', name: 'nest.png', file: giftAt('nest') },
      { role: 'mask', name: 'mask.png', file: giftAt('mask', { bytes: 77 }) },
    ] as const;
    await askAndSubmit(stage, { request: { inputs: [...inputs] } });
    const handed = stage.provider.submits[0]?.inputs ?? [];
    expect(handed.map(({ read: _read, ...input }) => input)).toStrictEqual(
      inputs.map(({ role, name, file: { mediaType, bytes, path } }) => ({
        role,
        name,
        mediaType,
        bytes,
        url: `https://bot.test/media/${path}?life=${24 * 3_600_000}`,
      })),
    );
    const texts = await Promise.all(handed.map(async ({ read }) => new TextDecoder().decode(await read())));
    expect(texts).toStrictEqual(['the bytes of inputs/nest.png', 'the bytes of inputs/mask.png']);
  });

  test('names no links where nobody can reach us; the files can still be read', async () => {
    const stage = await createStage({ publicUrl: null });
    await askAndSubmit(stage, { request: { inputs: [{ role: 'image', name: 'a.png', file: giftAt('a') }] } });
    const [input] = stage.provider.submits[0]?.inputs ?? [];
    expect(input).not.toHaveProperty('url');
    expect(await input?.read()).toHaveLength('the bytes of inputs/a.png'.length);
  });

  test('for a model that is offered no more ends the job at once, and nothing is sent', async () => {
    const stage = await createStage();
    const jobId = await ask(stage);
    stage.catalogue.offer(SDXL);
    await submitNext(stage);
    expect(await stage.bot().jobs.find(jobId)).toMatchObject({
      state: 'failed',
      failure: { reason: 'model_unavailable' },
    });
    expect(stage.provider.submits).toHaveLength(0);
    await deliverDue(stage);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'failure', failure: { reason: 'model_unavailable' } }]);
  });

  test('whose file the disk has lost ends the job at once, in plain words, and nothing is sent', async () => {
    const stage = await createStage();
    const jobId = await ask(stage, { request: { inputs: [{ role: 'image', name: 'a.png', file: giftAt('a') }] } });
    stage.media.lose(giftAt('a'));
    await submitNext(stage);
    expect(await stage.bot().jobs.find(jobId)).toMatchObject({
      state: 'failed',
      failure: { reason: 'input_unreachable' },
    });
    expect(stage.provider.submits).toHaveLength(0);
  });

  test('that is accepted makes the job run, shows it on the card and plans the first poll', async () => {
    const stage = await createStage();
    stage.provider.onSubmit({ outcome: 'accepted', task: { family: 'images', taskId: '9001' }, etaMs: 12_000 });
    const jobId = await askAndSubmit(stage);
    expect(await stage.bot().jobs.find(jobId)).toMatchObject({
      state: 'running',
      task: { family: 'images', taskId: '9001' },
      etaAt: NOON + 12_000,
      deadlineAt: NOON + RUN_DEADLINE_MS.image,
    });
    expect(stage.messenger.cards).toMatchObject([{ job: { id: jobId, state: 'running' } }]);
    stage.clock.advance(POLL_DELAY_MS - 1);
    expect(await reconcileDue(stage)).toBe(0);
    stage.clock.advance(1);
    expect(await reconcileDue(stage)).toBe(1);
  });

  test('that is answered with the result at once settles the job, and one message is owed', async () => {
    const stage = await createStage();
    stage.provider.onSubmit({ outcome: 'settled', settlement: SUCCESS });
    const jobId = await askAndSubmit(stage);
    expect(await stateOf(stage, jobId)).toBe('succeeded');
    await deliverDue(stage);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'result', job: { id: jobId } }]);
  });

  test('that is refused ends the job with its reason, and one message is owed', async () => {
    const stage = await createStage();
    const failure = { reason: 'refused_by_moderation', detail: 'prompt blocked' } as const;
    stage.provider.onSubmit({ outcome: 'refused', failure });
    const jobId = await askAndSubmit(stage);
    expect(await stage.bot().jobs.find(jobId)).toMatchObject({ state: 'failed', failure });
    await deliverDue(stage);
    expect(stage.messenger.tries).toHaveLength(1);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'failure', failure }]);
    expect(stage.logger.lines).toContainEqual(expect.objectContaining({ message: 'job ended' }));
  });
});

describe('a submit that the provider has no room for', () => {
  const FULL = { outcome: 'throttled', retryAfterMs: 30_000, detail: '429' } as const;

  test('goes back to the queue and is sent again when the asked time has passed, not before', async () => {
    const stage = await createStage();
    stage.provider.onSubmit(FULL);
    const jobId = await askAndSubmit(stage);
    expect(await stateOf(stage, jobId)).toBe('queued');
    stage.clock.advance(29_999);
    expect(await submitNext(stage)).toBe(false);
    stage.clock.advance(1);
    expect(await submitNext(stage)).toBe(true);
    expect(await stateOf(stage, jobId)).toBe('running');
    expect(stage.provider.submits).toHaveLength(2);
  });

  test('has the time of the queue again, not what was left of the run', async () => {
    const stage = await createStage();
    stage.provider.onSubmit(FULL);
    const jobId = await askAndSubmit(stage);
    stage.clock.advance(RUN_DEADLINE_MS.image);
    await reconcileDue(stage);
    expect(await stateOf(stage, jobId)).toBe('queued');
    expect(await stage.bot().jobs.find(jobId)).toMatchObject({ deadlineAt: NOON + QUEUE_DEADLINE_MS });
  });

  test('is not sent for ever: when the time of the queue is over, the job expires and the member is told', async () => {
    const stage = await createStage();
    const jobId = await ask(stage);
    while ((await stateOf(stage, jobId)) === 'queued') {
      stage.provider.onSubmit({ ...FULL, retryAfterMs: 3_600_000 });
      await submitNext(stage);
      await reconcileDue(stage);
      stage.clock.advance(3_600_000);
    }
    expect(await stateOf(stage, jobId)).toBe('expired');
    await deliverDue(stage);
    expect(stage.messenger.posted()).toMatchObject([{ shows: 'failure', failure: { reason: 'expired' } }]);
  });
});
