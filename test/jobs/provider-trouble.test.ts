import { describe, expect, test } from 'vitest';
import type { Submission } from '#domain/ports/provider.ts';
import { QUEUE_DEADLINE_MS } from '#jobs/deadlines.ts';
import { modelOf, SECOND } from './support/models.ts';
import { createStage, GUILD, type Stage } from './support/stage.ts';
import { ask, stateOf, submitNext } from './support/steps.ts';
import { NOON } from './support/virtual-clock.ts';

const REJECTED: Submission = { outcome: 'refused', failure: { reason: 'provider_account', detail: 'invalid key' } };
const UNREACHABLE: Submission = { outcome: 'unreachable', retryAfterMs: 15_000, detail: 'ECONNREFUSED' };
const UNKNOWN: Submission = { outcome: 'unknown', detail: 'connection reset' };
const THROTTLED: Submission = { outcome: 'throttled', retryAfterMs: 30_000, detail: '429' };

const VIDEO = modelOf('modelslab/kling', { uses: ['video'], options: {} });

async function queue(stage: Stage, jobs: number): Promise<readonly string[]> {
  const ids = [];
  for (let count = 0; count < jobs; count += 1) ids.push(await ask(stage));
  return ids;
}

/** Takes every job that may be submitted now. */
async function submitAll(stage: Stage): Promise<void> {
  while (await submitNext(stage));
}

async function statesOf(stage: Stage, ids: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const states = await Promise.all(ids.map((id) => stateOf(stage, id)));
  return Object.fromEntries(
    [...new Set(states)].map((state) => [state, states.filter((each) => each === state).length]),
  );
}

const forEver = (submission: Submission) => Array.from({ length: 1_000 }, () => submission);

describe('a provider in trouble', () => {
  test('whose key is rejected costs one job for each time that is found out, not the whole queue', async () => {
    const stage = await createStage({ maxConcurrency: 100 });
    const ids = await queue(stage, 50);
    stage.provider.onSubmit(...forEver(REJECTED));
    await submitAll(stage);
    expect(await statesOf(stage, ids)).toStrictEqual({ failed: 3, queued: 47 });
    for (let passed = 0; passed < 3_600; passed += 5) {
      stage.clock.advance(5_000);
      await submitAll(stage);
    }
    // An hour at one in five minutes (with chance in the middle, nearly twice as many), and the first few that came sooner.
    expect((await statesOf(stage, ids)).failed).toBeLessThan(35);
    expect((await statesOf(stage, ids)).queued).toBeGreaterThan(15);
  });

  test('of unknown fates costs as few: what might be paid for is risked no further', async () => {
    const stage = await createStage({ maxConcurrency: 100 });
    const ids = await queue(stage, 20);
    stage.provider.onSubmit(...forEver(UNKNOWN));
    await submitAll(stage);
    expect(await statesOf(stage, ids)).toStrictEqual({ submitting: 3, queued: 17 });
  });

  test('takes every job when it is back, in the order of the queue', async () => {
    const stage = await createStage({ maxConcurrency: 100 });
    const ids = await queue(stage, 20);
    stage.provider.onSubmit(...Array.from({ length: 5 }, () => UNREACHABLE));
    for (let passed = 0; passed < 120; passed += 1) {
      await submitAll(stage);
      stage.clock.advance(1_000);
    }
    expect(await statesOf(stage, ids)).toStrictEqual({ running: 20 });
    expect(stage.provider.submits).toHaveLength(25);
  });

  test('is left alone by jobs that wait: they go back to the queue with the time that the queue has', async () => {
    const stage = await createStage({ maxConcurrency: 100 });
    const [, , , last] = await queue(stage, 4);
    stage.provider.onSubmit(...forEver(REJECTED));
    stage.clock.advance(60_000);
    await submitAll(stage);
    expect(await stage.bot().jobs.find(last ?? '')).toMatchObject({
      state: 'queued',
      // With chance in the middle, 0.55 of five seconds.
      notBefore: NOON + 62_750,
      deadlineAt: NOON + QUEUE_DEADLINE_MS,
    });
  });

  test('is no reason to wait where the server has a second model', async () => {
    const stage = await createStage({ maxConcurrency: 100 });
    await stage.bot().fallbacks.set({ guildId: GUILD, kind: 'image', model: SECOND.id });
    const ids = await queue(stage, 10);
    stage.provider.onSubmit(...forEver(UNREACHABLE));
    await submitAll(stage);
    expect(stage.provider.submits).toHaveLength(3);
    while (await submitNext(stage, stage.second));
    // As many as that one takes at a time.
    expect(await statesOf(stage, ids)).toStrictEqual({ running: 5, queued: 5 });
    expect((await stage.bot().jobs.find(ids.at(-1) ?? ''))?.provider).toBe('apimart');
  });

  test('is found out about again after a fault of our own in the middle of it', async () => {
    const stage = await createStage({ maxConcurrency: 100 });
    await queue(stage, 6);
    const fault = () => Promise.reject(new Error('a bug'));
    stage.provider.onSubmit(UNREACHABLE, UNREACHABLE, UNREACHABLE, fault);
    await submitAll(stage);
    stage.clock.advance(5_000);
    await expect(submitAll(stage)).rejects.toThrow('a bug');
    stage.clock.advance(60_000);
    await submitAll(stage);
    expect(stage.provider.submits.length).toBeGreaterThan(4);
  });

  test('with one kind of jobs is still sent the others', async () => {
    const stage = await createStage({ maxConcurrency: 100, models: [modelOf('modelslab/flux'), VIDEO] });
    await queue(stage, 5);
    stage.provider.onSubmit(...Array.from({ length: 3 }, () => REJECTED));
    await submitAll(stage);
    const video = await ask(stage, { request: { use: 'video', model: VIDEO.id, options: {} } });
    await submitAll(stage);
    expect(await stateOf(stage, video)).toBe('running');
  });
});

describe('a provider that has no room', () => {
  test('is asked by no other job of that kind before the time it named, and moves none to a second model', async () => {
    const stage = await createStage({ maxConcurrency: 100 });
    await stage.bot().fallbacks.set({ guildId: GUILD, kind: 'image', model: SECOND.id });
    const ids = await queue(stage, 10);
    stage.provider.onSubmit(THROTTLED);
    await submitAll(stage);
    expect(stage.provider.submits).toHaveLength(1);
    expect(await statesOf(stage, ids)).toStrictEqual({ queued: 10 });
    stage.clock.advance(29_999);
    await submitAll(stage);
    expect(stage.provider.submits).toHaveLength(1);
    stage.clock.advance(1);
    await submitAll(stage);
    expect(await statesOf(stage, ids)).toStrictEqual({ running: 10 });
  });
});

test('answers about the request itself close nothing: whoever refuses is there', async () => {
  const stage = await createStage({ maxConcurrency: 100 });
  const ids = await queue(stage, 10);
  stage.provider.onSubmit(...forEver({ outcome: 'refused', failure: { reason: 'refused_by_moderation' } }));
  await submitAll(stage);
  expect(await statesOf(stage, ids)).toStrictEqual({ failed: 10 });
  expect(stage.logger.lines.some(({ fields }) => 'event' in fields)).toBe(false);
});
