import { describe, expect, test } from 'vitest';
import type { Settlement } from '#domain/settlement.ts';
import { SUCCESS } from './support/scripted-provider.ts';
import { createStage } from './support/stage.ts';
import { ask, askAndSubmit, callBack, claim, deliverDue, reconcileDue, stateOf } from './support/steps.ts';

const ENDED = { news: 'ended', taskId: 'task-1', settlement: SUCCESS } as const;
const FAILED: Settlement = { outcome: 'failed', failure: { reason: 'provider_account', detail: 'out of credit' } };

describe('a callback', () => {
  test('that comes twice, at the same time, makes one message', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    const answers = await Promise.all([callBack(stage, jobId, ENDED), callBack(stage, jobId, ENDED)]);
    expect(answers).toStrictEqual(['stored', 'stored']);
    expect(await deliverDue(stage)).toBe(1);
    expect(await callBack(stage, jobId, ENDED)).toBe('stored');
    expect(await deliverDue(stage)).toBe(0);
    expect(stage.messenger.tries).toHaveLength(1);
  });

  test('that is faster than the answer to the submit settles the job, and that answer changes nothing', async () => {
    const stage = await createStage();
    stage.provider.onSubmit(async () => {
      await callBack(stage, stage.provider.submits[0]?.jobId ?? '', ENDED);
      return { outcome: 'accepted', task: { family: 'images', taskId: 'task-1' } };
    });
    const jobId = await askAndSubmit(stage);
    expect(await stateOf(stage, jobId)).toBe('succeeded');
    expect(stage.messenger.cards).toHaveLength(0);
    expect(await deliverDue(stage)).toBe(1);
  });

  test('that comes together with a poll makes one message, whoever is first', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.clock.advance(10_000);
    stage.provider.onPoll({ outcome: 'settled', settlement: SUCCESS });
    await Promise.all([reconcileDue(stage), callBack(stage, jobId, ENDED)]);
    expect(await stateOf(stage, jobId)).toBe('succeeded');
    await deliverDue(stage);
    expect(stage.messenger.tries).toHaveLength(1);
  });

  test('that comes while a poll is under way is not undone by it', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.clock.advance(10_000);
    stage.provider.onPoll(async () => {
      await callBack(stage, jobId, ENDED);
      return { outcome: 'settled', settlement: FAILED };
    });
    await reconcileDue(stage);
    expect(await stateOf(stage, jobId)).toBe('succeeded');
    expect(await deliverDue(stage)).toBe(1);
  });

  test.each(['not JSON', '', '<html>'])('that makes no sense (%j) asks the provider at once', async (body) => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    const rang = new Promise<void>((resolve) => stage.bot().wakes.reconcile.listen(resolve));
    expect(await callBack(stage, jobId, body)).toBe('stored');
    await rang;
    expect(await reconcileDue(stage)).toBe(1);
    expect(stage.provider.polls).toStrictEqual(['task-1']);
    expect(await stateOf(stage, jobId)).toBe('running');
  });

  test('about another task than the job’s settles nothing and asks the provider at once', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    expect(await callBack(stage, jobId, { ...ENDED, taskId: 'task-of-somebody' })).toBe('stored');
    expect(await stateOf(stage, jobId)).toBe('running');
    await reconcileDue(stage);
    expect(stage.provider.polls).toStrictEqual(['task-1']);
  });

  test('of word of progress changes nothing', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    expect(await callBack(stage, jobId, { news: 'progress' })).toBe('stored');
    expect(await stateOf(stage, jobId)).toBe('running');
    expect(await reconcileDue(stage)).toBe(0);
  });

  test('of a failure says in the log why, so that who runs the bot can see it', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    await callBack(stage, jobId, { news: 'ended', settlement: FAILED });
    // One line for each callback, whatever followed from it.
    expect(
      stage.logger.lines.filter(({ level, message }) => level !== 'debug' && /callback|ended/.test(message)),
    ).toMatchObject([
      {
        level: 'info',
        fields: { jobId, state: 'failed', failure: { reason: 'provider_account', detail: 'out of credit' } },
      },
    ]);
  });

  test('at which its provider’s room stumbles is kept, and the provider is asked instead', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    stage.providers.set('modelslab', {
      ...stage.provider,
      readCallback: () => {
        throw new TypeError('a bug');
      },
    });
    expect(await callBack(stage, jobId, ENDED)).toBe('stored');
    expect(stage.bot().database.orm.all('select verdict from callbacks')).toMatchObject([{ verdict: 'doubtful' }]);
    expect(await reconcileDue(stage)).toBe(1);
    expect(stage.logger.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { message: 'callback could not be read' },
    ]);
  });

  test('for a job that nobody knows is kept, and harms nobody', async () => {
    const stage = await createStage();
    expect(await callBack(stage, '01jd8k2x3v4w5y6z7a8b9c0d1e', ENDED)).toBe('stored');
    expect(await deliverDue(stage)).toBe(0);
  });
});

describe('a callback of the wrong provider', () => {
  test('is turned away where there is no such provider', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    expect(await callBack(stage, jobId, ENDED, 'nobody')).toBe('unknown_provider');
    expect(await stateOf(stage, jobId)).toBe('running');
  });

  test('is turned away and not stored where the job belongs to another', async () => {
    const stage = await createStage();
    const { bot } = stage;
    const jobId = await ask(stage);
    await claim(stage);
    const stored = () => bot().database.orm.all('select id from callbacks').length;
    await callBack(stage, jobId, { news: 'progress' });
    expect(stored()).toBe(1);
    // The address says one provider, the job's row another.
    bot().database.orm.run("update jobs set provider = 'apimart'");
    expect(await callBack(stage, jobId, ENDED)).toBe('unknown_provider');
    expect(stored()).toBe(1);
    expect(await stateOf(stage, jobId)).toBe('submitting');
  });
});

test('a callback that its provider did not sign is refused and stored nowhere, whatever it says', async () => {
  const stage = await createStage();
  const jobId = await askAndSubmit(stage);
  const forged = { news: 'forged', detail: 'no signature' } as const;
  expect(await callBack(stage, jobId, forged)).toBe('forged');
  expect(stage.bot().database.orm.all('select id from callbacks')).toStrictEqual([]);
  expect(await stateOf(stage, jobId)).toBe('running');
  expect(await reconcileDue(stage)).toBe(0);
  expect(stage.logger.lines.filter(({ level }) => level === 'warn')).toMatchObject([{ fields: { jobId } }]);
});

describe('a cancelled job', () => {
  test.each(['queued', 'submitting', 'running'])(
    'ignores what comes later (%s when it was cancelled)',
    async (state) => {
      const stage = await createStage();
      const jobId = await ask(stage);
      const job = state === 'queued' ? undefined : await claim(stage);
      if (job && state === 'running') await stage.bot().submit(job);
      expect(await stateOf(stage, jobId)).toBe(state);

      expect(await stage.bot().cancel(jobId)).toMatchObject({ outcome: 'settled' });
      expect(await callBack(stage, jobId, ENDED)).toBe('stored');
      if (job && state === 'submitting') await stage.bot().submit(job);
      stage.clock.advance(10_000);
      await reconcileDue(stage);
      expect(await stateOf(stage, jobId)).toBe('cancelled');

      await deliverDue(stage);
      expect(stage.messenger.posted()).toMatchObject([{ shows: 'failure', failure: { reason: 'cancelled' } }]);
      expect(stage.messenger.tries).toHaveLength(1);
      expect(stage.provider.polls).toHaveLength(0);
    },
  );

  test('cannot be cancelled again, nor can one that has ended', async () => {
    const stage = await createStage();
    const jobId = await askAndSubmit(stage);
    await callBack(stage, jobId, ENDED);
    expect(await stage.bot().cancel(jobId)).toStrictEqual({ outcome: 'unchanged', state: 'succeeded' });
  });
});
