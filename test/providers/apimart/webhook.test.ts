import { describe, expect, it } from 'vitest';
import { callback, connect, fixture } from './bench.ts';

const warnings: object[] = [];
const { readCallback } = connect('https://api.apimart.ai', { warnings });
const read = (file: string) => readCallback(callback(fixture(file)));

describe('a callback that ends its job', () => {
  it('brings the file and what it cost, as the bare task', () => {
    expect(read('webhook-image.json')).toStrictEqual({
      news: 'ended',
      taskId: 'task_01KA0A',
      settlement: {
        outcome: 'succeeded',
        sources: [{ urls: ['https://upload.apimart.ai/f/image/a.png'] }],
        costMicroUsd: 6_000,
      },
    });
  });

  it('brings several files, listed in whatever way', () => {
    expect(read('webhook-images-mixed.json')).toStrictEqual({
      news: 'ended',
      taskId: 'task_A',
      settlement: {
        outcome: 'succeeded',
        sources: [1, 2, 3].map((number) => ({ urls: [`https://u.example/${number}.png`] })),
      },
    });
  });

  it('may be wrapped as a poll is', () => {
    expect(read('webhook-wrapped.json')).toStrictEqual({
      news: 'ended',
      taskId: 'task_B',
      settlement: { outcome: 'succeeded', sources: [{ urls: ['https://u.example/v.mp4'] }] },
    });
  });

  it('reports a failure, in the new shape and in the old one', () => {
    expect(read('webhook-failed.json')).toStrictEqual({
      news: 'ended',
      taskId: 'task_01KA0A',
      settlement: {
        outcome: 'failed',
        failure: { reason: 'provider_down', detail: 'upstream returned no image; task_failed' },
      },
    });
    expect(read('webhook-failed-moderation.json')).toStrictEqual({
      news: 'ended',
      taskId: 'task_C',
      settlement: {
        outcome: 'failed',
        failure: { reason: 'refused_by_moderation', detail: 'content moderation failed' },
      },
    });
  });

  it('may begin with a byte order mark', () => {
    expect(readCallback(callback(`\uFEFF${fixture('webhook-image.json')}`))).toMatchObject({ news: 'ended' });
  });
});

describe('a callback that ends nothing', () => {
  it('is progress while the task goes on, or says a word that is not known, which is reported', () => {
    expect(read('task-processing.json')).toStrictEqual({ news: 'progress' });
    expect(readCallback(callback('{"id":"t","status":"Dreaming"}'))).toStrictEqual({ news: 'progress' });
    expect(warnings).toStrictEqual([expect.objectContaining({ status: 'dreaming' })]);
  });

  it('reports no more than twenty unknown words', () => {
    const own: object[] = [];
    const apimart = connect('https://api.apimart.ai', { warnings: own });
    for (let i = 0; i < 100; i += 1) apimart.readCallback(callback(`{"id":"t","status":"word${i}"}`));
    expect(own).toHaveLength(20);
  });

  it('is nonsense when it is a success without files, so that the service is asked', () => {
    expect(read('task-empty.json')).toStrictEqual({ news: 'nonsense', detail: 'success without files' });
  });

  it.each(['error-server.json', 'error-false.json', 'models.json'])(
    'is nonsense when it tells of no task: %s',
    (file) => {
      expect(read(file)).toStrictEqual({ news: 'nonsense', detail: 'body tells of no task' });
    },
  );

  it.each(['', 'null', '5', '"completed"', '[]', '{"status":', '<html></html>', 'status=completed'])(
    'is nonsense when it is no JSON object: %j',
    (body) => {
      expect(readCallback(callback(body))).toStrictEqual({ news: 'nonsense', detail: 'body is not a JSON object' });
    },
  );
});

describe('a hostile body is read in no time and throws nothing', () => {
  const failing = (fields: object) => JSON.stringify({ id: 't', status: 'failed', ...fields });

  it.each([
    ['what looks like the start of countless URLs', failing({ error: { message: 'a.'.repeat(400_000) } })],
    ['what looks like countless track ids', failing({ error: { message: 'a_'.repeat(400_000) } })],
    ['what looks like countless verbs', failing({ error: { message: 'fetch '.repeat(150_000) } })],
    ['what is nested too deep', `{"id":"t","status":"failed","error":${'['.repeat(9_000)}${']'.repeat(9_000)}}`],
    ['a million brackets', '['.repeat(1_000_000)],
    ['thousands of tasks', JSON.stringify({ data: Array.from({ length: 50_000 }, () => ({ status: 'failed' })) })],
  ])(
    '%s',
    (_, body) => {
      expect(readCallback(callback(body)).news).toMatch(/^(ended|nonsense)$/);
    },
    2_000,
  );
});

describe('fields of a wrong type count as absent', () => {
  it.each([
    { id: {} },
    { id: '' },
    { id: '../../v1/balance' },
    { cost: '0.1' },
    { cost: -1, credits_cost: null },
    { cost: 1e300 },
    { error: 5 },
    { task_info: [] },
    { progress: '100%' },
  ])('%j', (fields) => {
    const body = { status: 'completed', result: { images: [{ url: 'https://u.example/1.png' }] }, ...fields };
    expect(readCallback(callback(JSON.stringify(body)))).toStrictEqual({
      news: 'ended',
      settlement: { outcome: 'succeeded', sources: [{ urls: ['https://u.example/1.png'] }] },
    });
  });

  it('a cost in credits is a tenth of it in USD', () => {
    const body = { status: 'completed', credits_cost: 0.06, result: { images: [{ url: 'https://u.example/1.png' }] } };
    expect(readCallback(callback(JSON.stringify(body)))).toMatchObject({ settlement: { costMicroUsd: 6_000 } });
  });
});
