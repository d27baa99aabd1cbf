import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FailureReason } from '#domain/failure.ts';
import type { Task } from '#domain/job.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fixture, KEY } from './bench.ts';

const TASK: Task = { family: 'images', taskId: 'task_01KA0A' };
const MUSIC: Task = { family: 'music', taskId: 'task_D' };

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const poll = (task = TASK, options = {}) => connect(service.apiUrl, options).poll(task);

function pollAnswered(body: string | object, status = 200, headers = {}, task = TASK) {
  service.answer(status, body, headers);
  return poll(task);
}

describe('the question', () => {
  it.each([
    ['images', '/api/v1/tasks/task_01KA0A?language=en'],
    ['edits', '/api/v1/tasks/task_01KA0A?language=en'],
    ['videos', '/api/v1/tasks/task_01KA0A?language=en'],
    ['music', '/api/v1/music/tasks/task_01KA0A?language=en'],
  ])('for %s goes to %s', async (family, path) => {
    await poll({ ...TASK, family });
    expect(service.seen[0]).toMatchObject({ method: 'GET', path, headers: { authorization: `Bearer ${KEY}` } });
    expect(service.seen[0]?.raw).toHaveLength(0);
  });

  it('reaches no other path, whatever was stored, and no stranger', async () => {
    await using stranger = await startService();
    await poll({ family: 'images', taskId: '../balance?x', pollUrl: `${stranger.apiUrl}/v1/tasks/x` });
    expect(stranger.seen).toStrictEqual([]);
    expect(service.seen[0]?.path).toBe('/api/v1/tasks/..%2Fbalance%3Fx?language=en');
  });
});

describe('a generation goes on', () => {
  it.each(['task-submitted.json', 'task-processing.json', 'music-unknown.json', 'midjourney-running.json'])(
    'while it is said so: %s',
    async (file) => {
      expect(await pollAnswered(fixture(file))).toStrictEqual({ outcome: 'running' });
    },
  );

  it.each(['queued', 'pending', 'in_progress', 'dreaming'])('while it is %s', async (status) => {
    expect(await pollAnswered({ code: 200, data: { id: 'x', status } })).toStrictEqual({ outcome: 'running' });
  });
});

describe('a generation has ended', () => {
  it('with its file and what it cost', async () => {
    expect(await pollAnswered(fixture('task-image.json'))).toStrictEqual({
      outcome: 'settled',
      settlement: {
        outcome: 'succeeded',
        sources: [{ urls: ['https://upload.apimart.ai/f/image/a.png'] }],
        costMicroUsd: 4_760,
      },
    });
  });

  it.each(['task-video.json', 'task-video-text-url.json'])('with its video and no thumbnail: %s', async (file) => {
    expect(await pollAnswered(fixture(file))).toStrictEqual({
      outcome: 'settled',
      settlement: { outcome: 'succeeded', sources: [{ urls: ['https://upload.apimart.ai/f/video/v.mp4'] }] },
    });
  });

  it.each<[string, FailureReason]>([
    ['task-failed.json', 'provider_down'],
    ['task-failed-moderation.json', 'refused_by_moderation'],
    ['task-cancelled.json', 'cancelled'],
    ['task-empty.json', 'empty_result'],
  ])('without: %s → %s', async (file, reason) => {
    expect(await pollAnswered(fixture(file))).toMatchObject({
      outcome: 'settled',
      settlement: { outcome: 'failed', failure: { reason } },
    });
  });
});

describe('a submit that became several tasks', () => {
  const BOTH: Task = { family: 'images', taskId: 'task_A,task_B' };
  const ended = (name: string) => ({
    data: { id: name, status: 'completed', cost: 0.5, result: { images: [{ url: `https://u.example/${name}.png` }] } },
  });
  const failed = { data: { id: 'x', status: 'failed', error: { message: 'sensitive' } } };

  function pollBoth(first: object, second: object) {
    service.respond((response, { path }) => response.end(JSON.stringify(path.includes('task_A') ? first : second)));
    return poll(BOTH);
  }

  it('has ended when all have, with the files of all, in order, and the sum of the costs', async () => {
    expect(await pollBoth(ended('a'), ended('b'))).toStrictEqual({
      outcome: 'settled',
      settlement: {
        outcome: 'succeeded',
        sources: [{ urls: ['https://u.example/a.png'] }, { urls: ['https://u.example/b.png'] }],
        costMicroUsd: 1_000_000,
      },
    });
  });

  it('goes on while one does', async () => {
    expect(await pollBoth(ended('a'), { data: { id: 'b', status: 'processing' } })).toStrictEqual({
      outcome: 'running',
    });
  });

  it('has succeeded with what there is, and failed only when there is nothing', async () => {
    expect(await pollBoth(failed, ended('b'))).toMatchObject({
      settlement: { outcome: 'succeeded', sources: [{ urls: ['https://u.example/b.png'] }] },
    });
    expect(await pollBoth(failed, failed)).toMatchObject({
      settlement: { outcome: 'failed', failure: { reason: 'refused_by_moderation' } },
    });
  });
});

describe('an id that is not known', () => {
  it.each([
    [404, 'music-not-found.json', MUSIC],
    [400, 'task-unknown-id.json', MUSIC],
    [200, 'task-unknown-id.json', MUSIC],
    [400, 'task-unknown-id.json', TASK],
  ])('is in doubt for a minute, under HTTP %i: %s', async (status, file, task) => {
    expect(await pollAnswered(fixture(file), status, {}, task)).toStrictEqual({
      outcome: 'doubtful',
      failure: { reason: 'provider_down', detail: expect.stringContaining('Invalid task ID') },
      graceMs: 60_000,
    });
  });
});

describe('no news about the generation', () => {
  it.each([
    [401, 'error-key.json'],
    [402, 'error-payment.json'],
    [403, 'error-permission.json'],
    [500, 'error-server.json'],
    [500, 'error-build-moderation.json'],
    [500, 'task-image.json'],
    [502, 'gateway-502.html'],
    [404, 'gateway-502.html'],
    [200, 'gateway-502.html'],
    [200, 'error-false.json'],
    [302, 'task-failed.json'],
  ])('is HTTP %i with %s', async (status, file) => {
    expect(await pollAnswered(fixture(file), status)).toStrictEqual({
      outcome: 'unreachable',
      detail: expect.any(String),
    });
  });

  it('is a rate limit, with its wait', async () => {
    expect(await pollAnswered(fixture('error-rate.json'), 429, { 'retry-after': '20' })).toMatchObject({
      outcome: 'unreachable',
      retryAfterMs: 20_000,
    });
  });

  it('is a service that cannot be reached, breaks off or does not answer', async () => {
    expect(await connect(await closedOrigin()).poll(TASK)).toMatchObject({ outcome: 'unreachable' });
    service.respond((response) => response.socket?.resetAndDestroy());
    expect(await poll()).toMatchObject({ outcome: 'unreachable' });
    service.respond(() => {});
    expect(await poll(TASK, { readTimeoutMs: 100 })).toMatchObject({ outcome: 'unreachable' });
  });
});
