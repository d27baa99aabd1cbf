import { expect, it } from 'vitest';
import { barrage, HONEST, honestCallbacks } from '#test/http/fuzz/barrage.ts';
import { bodies, sweep } from '#test/http/fuzz/bodies.ts';
import { createPost } from '#test/http/fuzz/post.ts';
import { createServiceStage } from '#test/http/fuzz/service-stage.ts';

const SEED = 20261122;

it('whatever body comes under a valid track id, it is answered, and its job can still be read', async () => {
  const stage = await createServiceStage();
  const { statuses, states } = await barrage(stage, bodies(1_500, SEED));
  // Bombs are too large; Replicate signs what was packed, so that what arrives is not what it signed.
  expect(Object.keys(statuses).toSorted()).toStrictEqual(['200', '404', '413']);
  expect(states).not.toHaveProperty('unreadable');
  // The bodies are of every sort: news of every kind is among them.
  for (const state of ['queued', 'succeeded', 'failed']) expect(states[state]).toBeGreaterThan(100);
  expect(stage.log()).not.toContain('"level":"error"');
  expect({}).not.toHaveProperty('polluted');
  expect(await honestCallbacks(stage)).toStrictEqual(HONEST);
  await stage.close();
});

it('whatever type each field has that a service fills, the callback is stored, and its job can still be read', async () => {
  const stage = await createServiceStage();
  const { statuses, states } = await barrage(stage, sweep(['1e300', '-1', '""', '[[]]']));
  expect(Object.keys(statuses)).toStrictEqual(['200']);
  expect(states).not.toHaveProperty('unreadable');
  expect(stage.log()).not.toContain('"level":"error"');
  await stage.close();
});

it('whatever body comes to a workflow’s address, it is answered', async () => {
  const stage = await createServiceStage();
  const post = createPost(stage.port, 16);
  const shots = bodies(1_000, SEED).map(({ body, headers }) => ({ path: stage.workflowPath, body, headers }));
  expect(Object.keys(await post.all(shots)).toSorted()).toStrictEqual(['200', '413']);
  expect(stage.log()).not.toContain('"level":"error"');
  post.close();
  await stage.close();
});

it('whatever body comes under a forged track id, it is told that nothing is there', async () => {
  const stage = await createServiceStage();
  const post = createPost(stage.port, 16);
  const { path, jobId } = await stage.accept('modelslab');
  const shots = bodies(1_000, SEED).map(({ body, headers }) => ({ path: `${path}0`, body, headers }));
  expect(await post.all(shots)).toStrictEqual({ 404: 600, 429: 400 });
  expect(await stage.find(jobId)).toMatchObject({ state: 'queued' });
  expect(stage.log()).toBe('');
  expect(await honestCallbacks(stage)).toStrictEqual(HONEST);
  post.close();
  await stage.close();
});
