import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fixture, JOB, submitTo } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const submit = (options = {}) => connect(service.apiUrl, options).submit(submitTo('gpt-image-2'));

function submitAnswered(file: string, status = 200) {
  service.answer(status, fixture(file));
  return submit();
}

const task = (taskId: string) => ({ family: 'images', taskId });

describe('a submit that is taken', () => {
  it.each([
    ['submit-array.json', 200, 'task_01KA0A'],
    ['submit-queued.json', 202, 'task_F'],
  ])('as in %s gives its task', async (file, status, taskId) => {
    expect(await submitAnswered(file, status)).toStrictEqual({ outcome: 'accepted', task: task(taskId) });
  });

  it('in the oldest shape gives an estimate as well', async () => {
    expect(await submitAnswered('submit-object.json')).toStrictEqual({
      outcome: 'accepted',
      task: task('task_01KV'),
      etaMs: 300_000,
    });
  });

  it('keeps every id, where an answer names several', async () => {
    expect(await submitAnswered('submit-array-several.json')).toStrictEqual({
      outcome: 'accepted',
      task: task('task_01KA0A,task_01KA0B'),
    });
  });

  it('keeps no more than sixteen, whatever an answer holds', async () => {
    const data = Array.from({ length: 5_000 }, (_, index) => ({ status: 'submitted', task_id: `task_${index}` }));
    service.answer(200, { code: 200, data });
    const submission = await submit();
    expect(submission.outcome === 'accepted' && submission.task.taskId.split(',')).toHaveLength(16);
  });

  it('and finished at once is settled, with what it cost', async () => {
    expect(await submitAnswered('submit-finished-at-once.json', 202)).toStrictEqual({
      outcome: 'settled',
      task: task('task_G'),
      settlement: {
        outcome: 'succeeded',
        sources: [{ urls: ['https://upload.apimart.ai/f/image/g.png'] }],
        costMicroUsd: 6_000,
      },
    });
  });

  it('and failed at once is settled as failed, because it has an id', async () => {
    expect(await submitAnswered('task-failed-moderation.json')).toMatchObject({
      outcome: 'settled',
      task: task('task_01KA0A'),
      settlement: { outcome: 'failed', failure: { reason: 'refused_by_moderation' } },
    });
  });

  it('under a 5xx all the same, because what has an id was taken', async () => {
    expect(await submitAnswered('submit-array.json', 504)).toMatchObject({ outcome: 'accepted' });
  });

  it('in a word that is not known is accepted, and the word is reported once', async () => {
    const warnings: object[] = [];
    const apimart = connect(service.apiUrl, { warnings });
    service.answer(200, { code: 200, data: [{ status: 'Warming', task_id: 'task_W' }] });
    expect(await apimart.submit(submitTo('gpt-image-2'))).toMatchObject({ outcome: 'accepted', task: task('task_W') });
    await apimart.submit(submitTo('gpt-image-2'));
    expect(warnings).toStrictEqual([expect.objectContaining({ status: 'warming' })]);
  });

  it.each(['../../v1/balance', 'a,b', 'a b', '', 5, null])('has no id that could be another: %j', async (id) => {
    service.answer(200, { code: 200, data: [{ status: 'submitted', task_id: id }] });
    expect(await submit()).toMatchObject({ outcome: 'unknown' });
  });
});

describe('a submit that was not sent', () => {
  it('is unreachable, so that it may go elsewhere', async () => {
    const apimart = connect(await closedOrigin());
    expect(await apimart.submit(submitTo('gpt-image-2'))).toStrictEqual({
      outcome: 'unreachable',
      retryAfterMs: 15_000,
      detail: 'not connected: ECONNREFUSED',
    });
  });
});

describe('a submit whose fate nobody can tell', () => {
  it.each([
    ['HTTP 502 with a page', 502, 'gateway-502.html'],
    ['HTTP 200 with a page', 200, 'gateway-502.html'],
    ['HTTP 500 that is about the service', 500, 'error-server.json'],
    ['HTTP 502 from a channel behind it', 502, 'error-gateway.json'],
    ['HTTP 503 from behind it', 503, 'error-unavailable.json'],
    ['HTTP 408', 408, 'error-server.json'],
    ['HTTP 409 without a word about idempotency', 409, 'error-server.json'],
    ['HTTP 302, which may be sent after the work', 302, 'gateway-502.html'],
    ['the first submit is still in progress', 409, 'error-idempotency-in-progress.json'],
    ['nobody knows what became of the first', 409, 'error-idempotency-result-indeterminate.json'],
  ])('is unknown: %s', async (_, status, file) => {
    expect(await submitAnswered(file, status)).toMatchObject({ outcome: 'unknown' });
  });

  it.each([{}, [], 'text', null, 5, { code: 200, data: [] }, { code: 200, data: {} }, { data: [{ status: 'x' }] }])(
    'is unknown: HTTP 200 with %j',
    async (body) => {
      service.answer(200, JSON.stringify(body));
      expect(await submit()).toMatchObject({ outcome: 'unknown' });
    },
  );

  it('is unknown when the connection is reset or nothing comes in time', async () => {
    service.respond((response) => response.socket?.resetAndDestroy());
    expect(await submit()).toMatchObject({ outcome: 'unknown' });
    service.respond(() => {});
    expect(await submit({ submitTimeoutMs: 100 })).toMatchObject({ outcome: 'unknown' });
  });

  it('may be repeated: the repeat carries the same key and the same body', async () => {
    const apimart = connect(service.apiUrl);
    service.respond((response) => response.socket?.resetAndDestroy());
    await apimart.submit(submitTo('gpt-image-2'));
    service.answer(200, fixture('submit-array.json'), { 'idempotency-replayed': 'true' });
    expect(await apimart.submit(submitTo('gpt-image-2'))).toMatchObject({ outcome: 'accepted' });
    expect(apimart.repeatsSafely).toBe(true);
    expect(service.seen.map(({ headers }) => headers['idempotency-key'])).toStrictEqual([JOB, JOB]);
    expect(service.seen[1]?.body).toStrictEqual(service.seen[0]?.body);
  });
});

it('keeps the key from whoever a redirect names', async () => {
  await using elsewhere = await startService();
  service.answer(307, '', { location: `${elsewhere.origin}/v1/images/generations` });
  expect(await submit()).toMatchObject({ outcome: 'refused', failure: { reason: 'provider_down' } });
  expect(elsewhere.seen).toStrictEqual([]);
});
