import { expect, test } from 'vitest';
import { QUEUE_DEADLINE_MS } from '#jobs/deadlines.ts';
import { ADA, BRUNO, createStage, originOf, REQUEST } from './support/stage.ts';
import { ask } from './support/steps.ts';
import { NOON } from './support/virtual-clock.ts';

test('an interaction that Discord delivers twice makes one job, also when both come at the same time', async () => {
  const { bot } = await createStage();
  const asked = { provider: 'modelslab', request: REQUEST, origin: originOf() };
  const answers = await Promise.all([bot().accept(asked), bot().accept(asked)]);
  expect(answers.map(({ outcome }) => outcome).toSorted()).toStrictEqual(['accepted', 'duplicate']);
  expect(await bot().accept(asked)).toStrictEqual({ outcome: 'duplicate' });
  const jobs = await bot().jobs.listByMember({ userId: ADA, guildId: asked.origin.guildId, limit: 10 });
  expect(jobs).toHaveLength(1);
});

test('an interaction is remembered over a restart', async () => {
  const stage = await createStage();
  const asked = { provider: 'modelslab', request: REQUEST, origin: originOf() };
  await stage.bot().accept(asked);
  const bot = await stage.restart();
  expect(await bot.accept(asked)).toStrictEqual({ outcome: 'duplicate' });
});

test('what was asked is kept as it was asked, and waits in the queue until its deadline', async () => {
  const { bot } = await createStage();
  const origin = originOf();
  const answer = await bot().accept({ provider: 'modelslab', request: REQUEST, origin });
  const jobId = answer.outcome === 'accepted' ? answer.job.id : '';
  expect(await bot().jobs.find(jobId)).toStrictEqual({
    id: jobId,
    provider: 'modelslab',
    state: 'queued',
    request: REQUEST,
    origin,
    createdAt: NOON,
    notBefore: NOON,
    deadlineAt: NOON + QUEUE_DEADLINE_MS,
  });
});

test('who asks is told how many wait in front', async () => {
  const stage = await createStage();
  await ask(stage);
  await ask(stage, { userId: BRUNO });
  const answer = await stage.bot().accept({ provider: 'modelslab', request: REQUEST, origin: originOf() });
  expect(answer).toMatchObject({ outcome: 'accepted', ahead: 2 });
});
