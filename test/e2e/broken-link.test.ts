import { expect, test } from 'vitest';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { endOf, endsOf, imagine, isTheServicesFile } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

/** Calls back with addresses that lead nowhere, as a service's links do when they have expired. */
async function callBackWith({ modelslab }: Sandbox, id: string, output: readonly string[]): Promise<void> {
  const [submit] = modelslab.submits();
  const body = JSON.stringify({ status: 'success', id, track_id: submit?.track_id, output });
  const answer = await fetch(String(submit?.webhook), { method: 'POST', body });
  expect(answer.status).toBe(200);
}

/** Nothing on this machine that the bot may reach: forbidden at once, and for good. */
const NOWHERE = 'http://127.0.0.1:9/expired.png';

test('a link that leads nowhere is asked for anew, and the file comes home', async () => {
  const sandbox = await startSandbox();
  const { modelslab } = sandbox;
  modelslab.plan({ hold: true });
  const card = await imagine(sandbox, { prompt: 'a second look' });
  const job = await modelslab.waitForJob(({ state }) => state === 'processing');
  await modelslab.act(job.id, 'lose-callback');
  await modelslab.act(job.id, 'finish');
  await callBackWith(sandbox, job.id, [NOWHERE]);

  const result = await endOf(sandbox, card);
  const [made] = modelslab.outputs(job.id);
  expect(isTheServicesFile(sandbox, result.attachments[0]?.url ?? '', made ?? '')).toBe(true);
  expect(endsOf(sandbox, card)).toHaveLength(1);
});

test('a link that leads nowhere at the service either is told in words, with Retry', async () => {
  const sandbox = await startSandbox();
  const { modelslab } = sandbox;
  modelslab.plan({ hold: true });
  const card = await imagine(sandbox, { prompt: 'gone with the wind' });
  const job = await modelslab.waitForJob(({ state }) => state === 'processing');
  await modelslab.act(job.id, 'lose-callback');
  await modelslab.act(job.id, 'fail');
  await callBackWith(sandbox, job.id, [NOWHERE]);

  const end = await endOf(sandbox, card);
  expect(end.attachments).toEqual([]);
  expect(end.content).toContain('could not be fetched');
  expect(JSON.stringify(end.components)).toContain('Retry');
});
