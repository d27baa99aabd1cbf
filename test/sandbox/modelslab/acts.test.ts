import { expect, test } from 'vitest';
import type { ProviderJobView } from '#sandbox/page/protocol.ts';
import { startReceiver, startService, submit } from './service.ts';

async function held() {
  const modelslab = await startService();
  const receiver = await startReceiver();
  modelslab.plan({ hold: true });
  await submit(modelslab, { webhook: receiver.url });
  const { id } = await modelslab.waitForJob(() => true);
  return { modelslab, receiver, id, job: () => modelslab.jobs()[0] };
}

test('a held job has no end in sight, and finishes when told', async () => {
  const { modelslab, receiver, id, job } = await held();
  expect(job()).toMatchObject({ state: 'processing', finishesAt: null, callback: 'once', hasWebhook: true });
  await modelslab.act(id, 'finish');
  expect(job()).toMatchObject({ state: 'success', callbackStatuses: [200] });
  expect(receiver.received).toHaveLength(1);
});

test('a held job fails when told, and both changes nothing once it has ended', async () => {
  const { modelslab, receiver, id, job } = await held();
  await modelslab.act(id, 'fail');
  await modelslab.act(id, 'finish');
  await modelslab.act(id, 'fail');
  expect(job()).toMatchObject({ state: 'failed', callbackStatuses: [200] });
  expect(receiver.received).toHaveLength(1);
});

test('told to finish twice at once, a job ends and calls back once', async () => {
  const { modelslab, receiver, id } = await held();
  const states = new Set<string>();
  modelslab.subscribe(({ state }) => states.add(state));
  await Promise.all([modelslab.act(id, 'finish'), modelslab.act(id, 'fail')]);
  expect([...states]).toStrictEqual(['success']);
  expect(receiver.received.map(({ body }) => body)).toMatchObject([{ status: 'success' }]);
});

test('the fate of the callback to come can be changed until the job ends', async () => {
  const twice = await held();
  await twice.modelslab.act(twice.id, 'call-back-twice');
  await twice.modelslab.act(twice.id, 'finish');
  expect(twice.receiver.received).toHaveLength(2);
  const lost = await held();
  await lost.modelslab.act(lost.id, 'lose-callback');
  await lost.modelslab.act(lost.id, 'finish');
  expect(lost.job()).toMatchObject({ callback: 'lost', callbackStatuses: [] });
});

test('called back again while it runs, a job sends word of progress', async () => {
  const { modelslab, receiver, id } = await held();
  await modelslab.act(id, 'call-back-again');
  expect(receiver.received[0]?.body).toStrictEqual({ status: 'processing', id, output: [], track_id: null });
});

test('slowed down, a job ends a minute later; held ones stay held', async () => {
  const modelslab = await startService({ generationMs: 60_000 });
  await submit(modelslab);
  const before = await modelslab.waitForJob(() => true);
  await modelslab.act(before.id, 'slow-down');
  expect(modelslab.jobs()[0]?.finishesAt).toBe((before.finishesAt ?? 0) + 60_000);
});

test('a new generation time holds for the jobs to come', async () => {
  const modelslab = await startService({ generationMs: 60_000 });
  modelslab.configure({ generationMs: 1 });
  expect(modelslab.settings()).toMatchObject({ rejectKey: false, generationMs: 1 });
  await submit(modelslab);
  await modelslab.waitForJob(({ state }) => state === 'success');
});

test('listeners hear every change until they leave, and acting on no job is an error', async () => {
  const modelslab = await startService();
  const states: ProviderJobView['state'][] = [];
  const leave = modelslab.subscribe(({ state }) => states.push(state));
  await submit(modelslab);
  await modelslab.waitForJob(({ state }) => state === 'success');
  leave();
  await submit(modelslab);
  expect(states).toStrictEqual(['processing', 'success']);
  await expect(modelslab.act('1', 'finish')).rejects.toThrow('no job 1');
  await expect(modelslab.waitForJob(() => false, 5)).rejects.toThrow('waited 5 ms');
});
