import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FailureReason } from '#domain/failure.ts';
import { readFailure } from '#providers/modelslab/errors.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fixture, submitOf } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

function submitAnswered(status: number, body: string | object, headers = {}) {
  service.answer(status, body, headers);
  return connect(service.apiUrl).submit(submitOf());
}

describe('an error, under its documented status and under HTTP 200 alike, is', () => {
  it.each<[string, number, FailureReason, string]>([
    ['error-invalid-key', 401, 'provider_account', 'Invalid API key'],
    ['error-invalid-key-with-tip', 401, 'provider_account', 'Invalid Api Key'],
    ['error-key-required', 401, 'provider_account', 'API key required'],
    [
      'error-insufficient-credits',
      402,
      'provider_account',
      'Insufficient credits. Please add more credits to continue.',
    ],
    ['error-premium-feature', 403, 'provider_account', 'This feature requires a premium subscription'],
    ['error-prompt-required', 400, 'invalid_input', 'The prompt field is required.'],
    ['error-width-range', 400, 'invalid_input', 'width must be between 256 and 1024'],
    ['error-validation-object', 422, 'invalid_input', 'The prompt field is required.'],
    ['error-model-not-found', 404, 'model_unavailable', 'Model id not found'],
    ['error-model-not-found-named', 400, 'model_unavailable', 'Model not found: fluxx'],
    ['error-misspelt-with-code', 400, 'model_unavailable', 'The model is not loaded'],
    ['error-image-unreachable', 400, 'input_unreachable', 'Unable to fetch image from provided URL'],
    ['error-moderation', 400, 'refused_by_moderation', 'Your prompt was blocked by our moderation: NSFW'],
  ])('%s (%i) → %s', async (file, status, reason, detail) => {
    const refused = { outcome: 'refused', failure: { reason, detail } };
    expect(await submitAnswered(200, fixture(`${file}.json`))).toStrictEqual(refused);
    expect(await submitAnswered(status, fixture(`${file}.json`))).toStrictEqual(refused);
  });

  it.each([
    ['error-internal', 'Internal server error. Please try again.'],
    ['error-unavailable', 'Service temporarily unavailable. Please try again later.'],
    ['fetch-failed', 'Failed, Try Again'],
    ['error-invalid-request-with-tip', 'Invalid API Request'],
  ])('%s under HTTP 200 → provider_down: the service says itself that it took nothing', async (file, detail) => {
    const failure = { reason: 'provider_down', detail };
    expect(await submitAnswered(200, fixture(`${file}.json`))).toStrictEqual({ outcome: 'refused', failure });
  });

  it.each<[number, FailureReason]>([
    [400, 'invalid_input'],
    [401, 'provider_account'],
    [402, 'provider_account'],
    [403, 'provider_account'],
    [404, 'provider_down'],
    [422, 'invalid_input'],
  ])('HTTP %i with a page instead of a body → %s', async (status, reason) => {
    const failure = { reason, detail: `HTTP ${status}, no message` };
    expect(await submitAnswered(status, '<html>no</html>')).toStrictEqual({ outcome: 'refused', failure });
  });

  it.each([{ status: 'invalid', id: 5 }, { id: 5 }])(
    'HTTP 422 with a number but no word of success: %j',
    async (body) => {
      expect(await submitAnswered(422, body)).toMatchObject({
        outcome: 'refused',
        failure: { reason: 'invalid_input' },
      });
    },
  );

  it('a message nested deeper than any that was ever seen is not searched for', async () => {
    const body = { status: 'error', message: [[[[[['too deep']]]]]] };
    expect(await submitAnswered(400, body)).toMatchObject({ failure: { detail: 'HTTP 400, no message' } });
  });

  it('an error object under HTTP 401 → provider_account', async () => {
    expect(await submitAnswered(401, fixture('error-nested.json'))).toStrictEqual({
      outcome: 'refused',
      failure: { reason: 'provider_account', detail: 'Unauthorized' },
    });
  });
});

describe('a rate limit sends the job back to the queue', () => {
  it.each([429, 200])('for the seconds that the body names, under HTTP %i', async (status) => {
    const body = { ...JSON.parse(fixture('error-rate-limit.json')), retry_after: 45 };
    expect(await submitAnswered(status, body, { 'retry-after': '7' })).toStrictEqual({
      outcome: 'throttled',
      retryAfterMs: 45_000,
      detail: 'Rate limit exceeded. Maximum 5 queued requests allowed.',
    });
  });

  it.each(['error-rate-limit-spam', 'error-rate-limit-queue'])('for 30 s where none is named: %s', async (file) => {
    expect(await submitAnswered(200, fixture(`${file}.json`))).toMatchObject({
      outcome: 'throttled',
      retryAfterMs: 30_000,
    });
  });

  it('by the header, where the answer is no JSON', async () => {
    expect(await submitAnswered(429, '<html>slow down</html>', { 'retry-after': '7' })).toStrictEqual({
      outcome: 'throttled',
      retryAfterMs: 7_000,
      detail: 'HTTP 429, no message',
    });
  });

  it.each([
    [0, 1_000],
    ['5', 5_000],
    [99_999, 600_000],
    ['soon', 30_000],
    [-3, 30_000],
  ])('never for an absurd time: %j', async (retry_after, retryAfterMs) => {
    expect(await submitAnswered(429, { status: 'error', retry_after })).toMatchObject({ retryAfterMs });
  });
});

describe('words are sorted in this order, first match first', () => {
  it.each<[string, FailureReason]>([
    ['Too many requests with this API key', 'provider_rate_limited'],
    ['Your request was caught by the spam filter', 'provider_rate_limited'],
    ['Unauthorized: insufficient rights', 'provider_account'],
    ['Your wallet balance is too low for this model', 'provider_account'],
    ['subscription expired', 'provider_account'],
    ['Payment required', 'provider_account'],
    ['This model is not available on your plan', 'provider_account'],
    ['Only for enterprise, please upgrade', 'provider_account'],
    ['model xyz does not exist', 'model_unavailable'],
    ['Not found: no such model', 'model_unavailable'],
    ['The webhook must be a valid URL.', 'internal'],
    ['init_image url is required', 'input_unreachable'],
    ['Invalid image', 'input_unreachable'],
    ['The file is not accessible', 'input_unreachable'],
    ['prompt is inappropriate and must be changed', 'refused_by_moderation'],
    ['blocked by the safety system', 'refused_by_moderation'],
    ['samples must be between 1 and 4', 'invalid_input'],
    ['curling stones collided', 'provider_down'],
    ['Request timeout', 'provider_down'],
    ['something else', 'provider_down'],
    ['', 'provider_down'],
  ])('%j → %s', (text, reason) => {
    expect(readFailure({ text, isValidation: false }).reason).toBe(reason);
  });
});
