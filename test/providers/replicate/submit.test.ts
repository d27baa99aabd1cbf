import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FailureReason } from '#domain/failure.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fixture, SCHNELL, submitOf, TASK } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const submit = (options = {}) => connect(service.apiUrl, options).submit(submitOf(SCHNELL));

function submitAnswered(status: number, body: string | object, headers = {}) {
  service.answer(status, body, headers);
  return submit();
}

describe('a submit that is taken', () => {
  it.each([200, 201, 202])('is accepted under the id of the prediction: HTTP %i', async (status) => {
    const answer = await submitAnswered(status, fixture('submit-starting'));
    expect(answer).toStrictEqual({ outcome: 'accepted', task: TASK });
  });

  it('is accepted in a word that is not known', async () => {
    expect(await submitAnswered(201, { id: 'p1', status: 'warming' })).toMatchObject({ outcome: 'accepted' });
  });

  it('is settled when it has ended already', async () => {
    const sources = [{ urls: ['https://replicate.delivery/xezq/at-once/out-0.webp'] }];
    expect(await submitAnswered(201, fixture('submit-succeeded-at-once'))).toStrictEqual({
      outcome: 'settled',
      task: TASK,
      settlement: { outcome: 'succeeded', sources },
    });
  });

  it('is sent once, since a repeat would be a second bill', async () => {
    await submitAnswered(201, fixture('submit-starting'));
    expect(service.seen).toHaveLength(1);
    expect(connect(service.apiUrl).repeatsSafely).toBe(false);
  });
});

describe('a submit that is refused', () => {
  it.each<[string, number, FailureReason, string]>([
    ['error-401', 401, 'provider_account', 'Unauthenticated: You did not pass a valid authentication token'],
    ['error-404', 404, 'model_unavailable', 'The requested resource could not be found.'],
    ['error-422', 422, 'invalid_input', 'Input validation failed: - input.aspect_ratio must be one of the following'],
    ['error-422-webhook', 422, 'internal', 'Input validation failed: - webhook must be an HTTPS URL'],
  ])('%s (%i) → %s', async (name, status, reason, detail) => {
    const refused = { outcome: 'refused', failure: { reason, detail } };
    expect(await submitAnswered(status, fixture(name))).toStrictEqual(refused);
  });

  it.each<[string, number, FailureReason]>([
    ['error-402', 402, 'provider_account'],
    ['error-422-version', 422, 'model_unavailable'],
  ])('%s (%i) → %s, in the service’s words without its links', async (name, status, reason) => {
    const answer = await submitAnswered(status, fixture(name));
    expect(answer).toMatchObject({ outcome: 'refused', failure: { reason } });
    expect(JSON.stringify(answer)).not.toContain('https://');
  });

  it.each<[number, FailureReason]>([
    [400, 'invalid_input'],
    [403, 'provider_account'],
    [413, 'invalid_input'],
    [422, 'invalid_input'],
  ])('without a word is told by its status: %i', async (status, reason) => {
    for (const body of ['', '{}', '[]', 'null', '{"detail":{"deep":1}}', '<html>no</html>']) {
      expect(await submitAnswered(status, body)).toMatchObject({ outcome: 'refused', failure: { reason } });
    }
    expect(await submitAnswered(status, '{}')).toMatchObject({ failure: { detail: `HTTP ${status}, no message` } });
  });

  it('for its content is told as that', async () => {
    const body = { detail: 'The prompt was flagged by moderation', status: 422 };
    expect(await submitAnswered(422, body)).toMatchObject({ failure: { reason: 'refused_by_moderation' } });
  });

  it('by a redirect keeps the key from whoever is named', async () => {
    await using elsewhere = await startService();
    const headers = { location: `${elsewhere.origin}/v1/predictions` };
    expect(await submitAnswered(307, '', headers)).toMatchObject({ outcome: 'refused' });
    expect(elsewhere.seen).toStrictEqual([]);
  });
});

describe('a throttled submit goes back to the queue', () => {
  const detail = 'Request was throttled. Your rate limit resets in ~30s.';

  it('for as long as the answer’s words say', async () => {
    const answer = await submitAnswered(429, fixture('error-429'));
    expect(answer).toStrictEqual({ outcome: 'throttled', retryAfterMs: 30_000, detail });
    const other = await submitAnswered(429, { detail: 'Your rate limit resets in ~7s.' });
    expect(other).toMatchObject({ outcome: 'throttled', retryAfterMs: 7_000 });
  });

  it.each([
    ['9', 9_000],
    ['0', 1_000],
    ['999999', 600_000],
    ['soon', 30_000],
  ])('or its header, within reason: %s', async (after, retryAfterMs) => {
    const answer = await submitAnswered(429, fixture('error-429'), { 'retry-after': after });
    expect(answer).toStrictEqual({ outcome: 'throttled', retryAfterMs, detail });
  });

  it.each(['{}', '<html></html>', '{"detail":"slow down"}'])(
    'for half a minute where no wait is named: %s',
    async (body) => {
      expect(await submitAnswered(429, body)).toMatchObject({ outcome: 'throttled', retryAfterMs: 30_000 });
    },
  );
});

describe('a submit whose fate nobody can tell', () => {
  it.each<[string, number, string]>([
    ['HTTP 500 with the service’s own words', 500, fixture('error-500')],
    ['HTTP 502 with a page', 502, '<html>bad gateway</html>'],
    ['HTTP 504 with a prediction', 504, fixture('submit-starting')],
    ['HTTP 201 with a page', 201, '<html>ok</html>'],
    ['HTTP 201 with an empty object', 201, '{}'],
    ['HTTP 201 without an id', 201, '{"status":"starting"}'],
    ['HTTP 201 with an id that is none', 201, '{"id":"../x y","status":"starting"}'],
    ['HTTP 408, which gateways send for a slow service', 408, '{}'],
    ['HTTP 302, which may be sent after the work', 302, ''],
  ])('is unknown: %s', async (_, status, body) => {
    expect(await submitAnswered(status, body)).toMatchObject({ outcome: 'unknown' });
  });

  it('is unknown when the connection is reset or nothing comes in time', async () => {
    service.respond((response) => response.socket?.resetAndDestroy());
    expect(await submit()).toMatchObject({ outcome: 'unknown' });
    service.respond(() => {});
    expect(await submit({ submitTimeoutMs: 200 })).toMatchObject({ outcome: 'unknown' });
  });
});

it('a submit that was not sent can be sent later', async () => {
  expect(await connect(await closedOrigin()).submit(submitOf(SCHNELL))).toStrictEqual({
    outcome: 'unreachable',
    retryAfterMs: 15_000,
    detail: 'not connected: ECONNREFUSED',
  });
});
