import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FailureReason } from '#domain/failure.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fixture, known, modelOf, submitOf } from './bench.ts';

const MODEL = known('nano-banana-pro');

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const submit = (options = {}) => connect(service.apiUrl, options).submit(submitOf(MODEL));

function submitAnswered(status: number, body: string | object, headers = {}) {
  service.answer(status, body, headers);
  return submit();
}

describe('a submit that is taken', () => {
  const task = { family: 'predictions', taskId: '1f0fdf4d-1111-2222-3333-444455556666' };

  it.each([200, 201, 202, 504])('is accepted, not settled, though it says success: HTTP %i', async (status) => {
    expect(await submitAnswered(status, fixture('submit-accepted'))).toStrictEqual({ outcome: 'accepted', task });
  });

  it('is accepted whatever the word beside its id', async () => {
    expect(await submitAnswered(200, { status: 'failed', predictionID: 'p1' })).toMatchObject({ outcome: 'accepted' });
  });

  it('is sent once', async () => {
    await submitAnswered(200, fixture('submit-accepted'));
    expect(service.seen).toHaveLength(1);
    expect(connect(service.apiUrl).repeatsSafely).toBe(false);
  });
});

describe('a submit that is refused', () => {
  it.each<[string, number, FailureReason, string]>([
    ['error-400-field', 400, 'invalid_input', 'model field is required'],
    ['error-400-input', 400, 'invalid_input', 'Invalid input for model'],
    ['error-400-workflow-input', 400, 'invalid_input', "invalid input: missing required field 'prompt'"],
    ['error-401', 401, 'provider_account', 'Invalid or missing API key'],
    ['error-401-empty', 401, 'provider_account', 'HTTP 401, no message'],
    ['error-401-empty', 400, 'invalid_input', 'HTTP 400, no message'],
    ['error-401-empty', 422, 'invalid_input', 'HTTP 422, no message'],
    ['error-403-locked', 403, 'provider_account', 'Workflow is locked and cannot be modified'],
    ['error-404-model', 404, 'model_unavailable', 'Failed to fetch model: model not found'],
    ['error-404-workflow', 404, 'model_unavailable', 'workflow not found'],
  ])('%s (%i) → %s', async (name, status, reason, detail) => {
    const refused = { outcome: 'refused', failure: { reason, detail } };
    expect(await submitAnswered(status, fixture(name))).toStrictEqual(refused);
  });

  it('for want of money is told with the sum that the service names', async () => {
    const answer = await submitAnswered(402, fixture('error-402'));
    expect(answer).toMatchObject({ outcome: 'refused', failure: { reason: 'provider_account' } });
    expect(JSON.stringify(answer)).toContain('payment required: the estimated cost');
    expect(JSON.stringify(answer)).toContain('$1.00');
  });

  it.each(['<html>no</html>', '[]', 'null', '{"error":{"deep":1}}'])('survives a body like %s', async (body) => {
    expect(await submitAnswered(400, body)).toMatchObject({ outcome: 'refused', failure: { reason: 'invalid_input' } });
  });

  it('for its content is told as that', async () => {
    expect(await submitAnswered(400, { error: 'Prompt rejected by content moderation' })).toMatchObject({
      failure: { reason: 'refused_by_moderation' },
    });
  });

  it('by a redirect keeps the key from whoever is named', async () => {
    await using elsewhere = await startService();
    expect(await submitAnswered(307, '', { location: `${elsewhere.origin}/v1/prediction` })).toMatchObject({
      outcome: 'refused',
    });
    expect(elsewhere.seen).toStrictEqual([]);
  });
});

describe('a full account sends the job back to the queue', () => {
  it.each(['error-429-concurrency', 'error-429-burst'])('for 15 s where no wait is named: %s', async (name) => {
    expect(await submitAnswered(429, fixture(name))).toMatchObject({ outcome: 'throttled', retryAfterMs: 15_000 });
  });

  it.each([
    ['7', 7_000],
    ['0', 1_000],
    ['999999', 600_000],
    ['soon', 15_000],
  ])('for as long as the header names, within reason: %s', async (after, retryAfterMs) => {
    const answer = await submitAnswered(429, fixture('error-429-burst'), { 'retry-after': after });
    expect(answer).toStrictEqual({
      outcome: 'throttled',
      retryAfterMs,
      detail: 'too many requests: too many executions were started at once',
    });
  });
});

describe('a submit whose fate nobody can tell', () => {
  it.each<[string, number, string]>([
    ['HTTP 500 with the service’s own words', 500, fixture('error-500-create')],
    ['HTTP 502 with a page', 502, '<html>bad gateway</html>'],
    ['HTTP 200 with a page', 200, '<html>ok</html>'],
    ['HTTP 200 with an empty object', 200, '{}'],
    ['HTTP 200 with a success that names no id', 200, '{"status":"success"}'],
    ['HTTP 200 with an id that is none', 200, '{"predictionID":"../x y"}'],
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
  expect(await connect(await closedOrigin()).submit(submitOf(MODEL))).toStrictEqual({
    outcome: 'unreachable',
    retryAfterMs: 15_000,
    detail: 'not connected: ECONNREFUSED',
  });
});

it.each(['', 'v6/images', '{"prompt":1}', '{"options":{},"files":[],"fixed":{},"safety":true,"more":1}'])(
  'a model of a catalogue that this version did not write is refused without a word to the service: %j',
  async (route) => {
    expect(await connect(service.apiUrl).submit(submitOf({ ...MODEL, route }))).toMatchObject({
      outcome: 'refused',
      failure: { reason: 'model_unavailable' },
    });
    expect(service.seen).toStrictEqual([]);
  },
);

it('says nothing that the model was not said to take', async () => {
  const model = modelOf('plain-text-to-image', { prompt: { type: 'string' } }, ['prompt']);
  service.answer(200, fixture('submit-accepted'));
  const options = { aspect: '1:1', seed: 5, values: { sync_mode: true } } as const;
  await connect(service.apiUrl).submit(submitOf(model, { options }));
  expect(service.seen.at(-1)?.body).toMatchObject({ input: { prompt: 'a red fox in snow' } });
  expect(Object.keys((service.seen.at(-1)?.body as { input: object } | undefined)?.input ?? {})).toStrictEqual([
    'prompt',
  ]);
});
