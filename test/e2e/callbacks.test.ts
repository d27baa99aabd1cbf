import { expect, test } from 'vitest';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { endOf, endsOf, imagine } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

/** Posts a callback to the bot as the service would, to the address that the last submit named. */
function callBack({ modelslab }: Sandbox, body: unknown, change: (url: string) => string = (url) => url) {
  const webhook = String(modelslab.submits().at(-1)?.webhook);
  return fetch(change(webhook), { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
}

const success = { status: 'success', id: 1, output: ['https://example.com/not-ours.png'] };

test('a forged callback is answered 404 with nothing in it and changes nothing', async () => {
  const sandbox = await startSandbox();
  sandbox.modelslab.plan({ hold: true });
  const card = await imagine(sandbox, { prompt: 'the real one' });
  const job = await sandbox.modelslab.waitForJob(({ state }) => state === 'processing');

  const changeLast = (url: string) => url.slice(0, -1) + (url.endsWith('a') ? 'b' : 'a');
  const forged = await callBack(sandbox, success, changeLast);
  expect([forged.status, await forged.text()]).toEqual([404, '']);

  await sandbox.modelslab.act(job.id, 'finish');
  const result = await endOf(sandbox, card);
  expect(result.attachments).toHaveLength(1);
  expect(endsOf(sandbox, card)).toHaveLength(1);
});

test('a callback that comes twice, and again after the end, makes one message', async () => {
  const sandbox = await startSandbox();
  sandbox.modelslab.plan({ callback: 'twice' });
  const card = await imagine(sandbox, { prompt: 'only once, please' });
  await endOf(sandbox, card);
  const { id } = await sandbox.modelslab.waitForJob(({ callbackStatuses }) => callbackStatuses.length === 2);
  await sandbox.modelslab.act(id, 'call-back-again');

  const after = await sandbox.modelslab.waitForJob(({ callbackStatuses }) => callbackStatuses.length === 3);
  expect(after.callbackStatuses).toEqual([200, 200, 200]);
  // A second message would have been posted before a later job's first.
  await endOf(sandbox, await imagine(sandbox, { prompt: 'the next one' }));
  expect(endsOf(sandbox, card)).toHaveLength(1);
});

test('a result whose callback is lost is fetched by asking', async () => {
  const sandbox = await startSandbox();
  sandbox.modelslab.plan({ callback: 'lost' });
  const result = await endOf(sandbox, await imagine(sandbox, { prompt: 'lost in the post' }));
  expect(result.attachments).toHaveLength(1);
  expect(sandbox.modelslab.jobs()[0]?.polls).toBeGreaterThan(0);
});

test('without PUBLIC_URL no webhook is sent and the result is fetched by asking', async () => {
  const sandbox = await startSandbox({ publicUrl: false });
  const result = await endOf(sandbox, await imagine(sandbox, { prompt: 'nobody can call me' }));
  expect(result.attachments).toHaveLength(1);
  expect(sandbox.modelslab.submits()[0]).not.toHaveProperty('webhook');
});

test.each([
  ['words that are not JSON', 'finished!'],
  ['a success without files', { status: 'success', id: 1, output: [] }],
  ['another task’s result', { ...success, id: 424_242 }],
])('%s under a valid track id are acknowledged and make the bot ask', async (_what, body) => {
  const sandbox = await startSandbox({ modelslab: { generationMs: 600_000 } });
  const card = await imagine(sandbox, { prompt: 'say that again?' });
  const job = await sandbox.modelslab.waitForJob(({ state }) => state === 'processing');
  await sandbox.discord.waitForMessage(
    ({ id, embeds }) => id === card.id && embeds[0]?.title?.includes('made') === true,
  );

  const answer = await callBack(sandbox, body);
  expect([answer.status, await answer.json()]).toEqual([200, { received: true }]);
  await sandbox.modelslab.waitForJob(({ id, polls }) => id === job.id && polls > 0);
  expect(endsOf(sandbox, card)).toHaveLength(0);
});

test('a callback above 1 MiB is answered 413', async () => {
  const sandbox = await startSandbox();
  sandbox.modelslab.plan({ hold: true });
  await imagine(sandbox, { prompt: 'too much' });
  await sandbox.modelslab.waitForSubmits(1);
  const answer = await callBack(sandbox, 'x'.repeat(1_048_577)).catch(() => undefined);
  expect(answer?.status ?? 413).toBe(413);
});
