import { expect, test } from 'vitest';
import { ORDER, startReceiver, startService, submit } from '#test/sandbox/modelslab/service.ts';

/** Machines may be slow and shared. */
const SOON = { timeout: 15_000 };

const COUNT = 200;
const ROOM = { queueLimit: COUNT, media: 'tiny', generationMs: 0, timeScale: 0.1 } as const;

/** So many jobs with chance at work, and in which order their callbacks came. */
async function manyJobs(faults: Parameters<Awaited<ReturnType<typeof startService>>['callbacks']>[0], count = COUNT) {
  const modelslab = await startService(ROOM);
  const receiver = await startReceiver();
  const seenLost = new Set<string>();
  modelslab.subscribe(({ id, callback }) => callback === 'lost' && seenLost.add(id));
  modelslab.callbacks(faults);
  for (let n = 0; n < count; n += 1) await submit(modelslab, { ...ORDER, webhook: receiver.url, track_id: String(n) });
  await expect.poll(() => modelslab.jobs().every(({ state }) => state === 'success'), SOON).toBe(true);
  const { lost, doubled } = modelslab.tally().callbacks;
  await receiver.next(count - lost + doubled);
  const order = receiver.received.map(({ body }) => Number(Object(body).track_id));
  return { modelslab, order, seenLost };
}

test('callbacks are lost, doubled and reordered about as often as asked, and counted', async () => {
  const { modelslab, order, seenLost } = await manyJobs({ lost: 0.3, doubled: 0.2, reordered: 0.1, seed: 7 });
  const { lost, doubled, reordered } = modelslab.tally().callbacks;
  expect(lost).toBeGreaterThan(COUNT * 0.2);
  expect(lost).toBeLessThan(COUNT * 0.4);
  // Of those that are not lost.
  expect(doubled).toBeGreaterThan(COUNT * 0.08);
  expect(doubled).toBeLessThan(COUNT * 0.22);
  expect(reordered).toBeGreaterThan(0);
  const views = modelslab.jobs();
  expect(views.filter(({ callback }) => callback === 'lost')).toHaveLength(lost);
  expect(seenLost.size).toBe(lost);
  expect(views.filter(({ callback }) => callback === 'twice')).toHaveLength(doubled);
  expect(new Set(order).size).toBe(COUNT - lost);
  expect(order).toHaveLength(COUNT - lost + doubled);
});

test('the same seed strikes the same jobs, another seed others', async () => {
  const struck = async (seed: number) => {
    const { modelslab } = await manyJobs({ lost: 0.3, doubled: 0.2, seed }, 60);
    return modelslab.jobs().map(({ callback }) => callback);
  };
  const [first, again, other] = [await struck(1), await struck(1), await struck(2)];
  expect(again).toStrictEqual(first);
  expect(other).not.toStrictEqual(first);
});

test('a callback that is held back comes after one that was due later', async () => {
  // For want of that one it would wait for an hour.
  const modelslab = await startService({ ...ROOM, timeScale: 1200 });
  const receiver = await startReceiver();
  modelslab.plan({ hold: true });
  const ids: string[] = [];
  for (const track_id of ['first', 'second']) {
    await submit(modelslab, { webhook: receiver.url, track_id });
    ids.push(modelslab.jobs().at(-1)?.id ?? '');
  }
  modelslab.callbacks({ reordered: 1 });
  const heldBack = modelslab.act(ids[0] ?? '', 'finish');
  await expect.poll(() => modelslab.tally().callbacks.reordered, SOON).toBe(1);
  modelslab.callbacks();
  await modelslab.act(ids[1] ?? '', 'finish');
  await heldBack;
  expect(receiver.received.map(({ body }) => Object(body).track_id)).toStrictEqual(['second', 'first']);
});

test('for want of another, a callback that is held back comes by itself', async () => {
  const { order } = await manyJobs({ reordered: 1 }, 1);
  expect(order).toStrictEqual([0]);
});

test('late is late by as much as is said', async () => {
  const modelslab = await startService(ROOM);
  const receiver = await startReceiver();
  modelslab.callbacks({ late: 1, lateMs: 300 });
  await submit(modelslab, { webhook: receiver.url });
  await modelslab.waitForJob(({ state }) => state === 'success');
  const endedAt = performance.now();
  await receiver.next(1);
  expect(performance.now() - endedAt).toBeGreaterThan(290);
});

test('what a plan says of a callback is not left to chance', async () => {
  const modelslab = await startService(ROOM);
  const receiver = await startReceiver();
  modelslab.callbacks({ lost: 1 });
  modelslab.plan({ callback: 'twice' });
  await submit(modelslab, { webhook: receiver.url });
  await modelslab.waitForJob(({ callbackStatuses }) => callbackStatuses.length === 2);
  expect(modelslab.tally().callbacks).toMatchObject({ lost: 0, sent: 2 });
});

test('closing lets nobody wait for a callback that was held back', async () => {
  const modelslab = await startService(ROOM);
  const receiver = await startReceiver();
  modelslab.plan({ hold: true });
  await submit(modelslab, { webhook: receiver.url });
  modelslab.callbacks({ late: 1, lateMs: 600_000 });
  const finished = modelslab.act(modelslab.jobs()[0]?.id ?? '', 'finish');
  await modelslab.waitForJob(({ state }) => state === 'success');
  modelslab.close();
  await finished;
  expect(receiver.received).toStrictEqual([]);
});
