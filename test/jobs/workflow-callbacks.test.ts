import { expect, test } from 'vitest';
import type { Settlement } from '#domain/settlement.ts';
import { callbackBody, SUCCESS } from './support/scripted-provider.ts';
import type { Stage } from './support/stage.ts';
import { createStage } from './support/stage.ts';
import { ask, askAndSubmit, callBack, deliverDue, stateOf } from './support/steps.ts';

const RUN = { family: 'workflows', taskId: 'run-17' };

/** A workflow's run calls back at the address that all runs of it share. */
const callBackAs = ({ bot }: Stage, taskId: string, settlement: Settlement = SUCCESS, provider = 'modelslab') =>
  bot().receiveWorkflowCallback({
    provider,
    body: callbackBody({ news: 'ended', taskId, settlement }),
    headers: {},
  });

/** A job that the provider knows as that run. */
async function running(stage: Stage, task = RUN): Promise<string> {
  stage.provider.onSubmit({ outcome: 'accepted', task });
  return askAndSubmit(stage);
}

const stored = ({ bot }: Stage) => bot().database.orm.all('select id from callbacks').length;

test('a callback without a track id finds its job by the run, and settles it once however often it comes', async () => {
  const stage = await createStage();
  const other = await running(stage, { ...RUN, taskId: 'run-16' });
  const jobId = await running(stage);
  expect(await callBackAs(stage, 'run-17')).toBe('stored');
  expect(await stateOf(stage, jobId)).toBe('succeeded');
  expect(await stateOf(stage, other)).toBe('running');
  expect(await callBackAs(stage, 'run-17', { outcome: 'failed', failure: { reason: 'internal' } })).toBe('stored');
  expect(await callBack(stage, jobId, { news: 'ended', ...RUN, settlement: SUCCESS })).toBe('stored');
  expect(await stateOf(stage, jobId)).toBe('succeeded');
  await deliverDue(stage);
  expect(stage.messenger.tries).toHaveLength(1);
});

test('about a run that nobody knows is answered so, and stored nowhere', async () => {
  const stage = await createStage();
  await running(stage);
  expect(await callBackAs(stage, 'run-18')).toBe('unknown_job');
  expect(stored(stage)).toBe(0);
});

test('that is faster than the answer to its submit is to come again, and then finds its job', async () => {
  const stage = await createStage();
  const early: unknown[] = [];
  stage.provider.onSubmit(async () => {
    early.push(await callBackAs(stage, 'run-17'));
    return { outcome: 'accepted', task: RUN };
  });
  const jobId = await askAndSubmit(stage);
  expect(early).toStrictEqual(['unknown_job']);
  expect(await stateOf(stage, jobId)).toBe('running');
  expect(await callBackAs(stage, 'run-17')).toBe('stored');
  expect(await stateOf(stage, jobId)).toBe('succeeded');
});

test.each(['nobody', 'apimart'])('at the address of %s finds no job of another provider', async (provider) => {
  const stage = await createStage();
  const jobId = await running(stage);
  expect(await callBackAs(stage, 'run-17', SUCCESS, provider)).toBe('unknown_job');
  expect(await stateOf(stage, jobId)).toBe('running');
});

test.each(['', 'not JSON', '{"news":"progress"}'])('that names no run is nobody’s: %j', async (body) => {
  const stage = await createStage();
  await ask(stage);
  const answer = stage.bot().receiveWorkflowCallback({ provider: 'modelslab', body: callbackBody(body), headers: {} });
  expect(await answer).toBe('unknown_job');
});
