import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FailureReason } from '#domain/failure.ts';
import { readFailure } from '#providers/apimart/errors.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fileOf, fixture, submitTo } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

function submitAnswered(file: string, status: number, headers = {}) {
  service.answer(status, fixture(file), headers);
  return connect(service.apiUrl).submit(submitTo('gpt-image-2'));
}

describe('a refusal of a submit', () => {
  it.each<[number, string, FailureReason]>([
    [401, 'error-key.json', 'provider_account'],
    [402, 'error-payment.json', 'provider_account'],
    [403, 'error-permission.json', 'provider_account'],
    [403, 'error-quota.json', 'provider_account'],
    [400, 'error-duration.json', 'invalid_input'],
    [400, 'error-build-moderation.json', 'refused_by_moderation'],
    [500, 'error-build-moderation.json', 'refused_by_moderation'],
    [500, 'error-build-size.json', 'invalid_input'],
    [404, 'gateway-502.html', 'provider_down'],
  ])('under HTTP %i with %s is told apart: %s', async (status, file, reason) => {
    expect(await submitAnswered(file, status)).toStrictEqual({
      outcome: 'refused',
      failure: { reason, detail: expect.any(String) },
    });
  });

  it('may come under HTTP 200', async () => {
    expect(await submitAnswered('error-payment.json', 200)).toMatchObject({
      outcome: 'refused',
      failure: { reason: 'provider_account' },
    });
    expect(await submitAnswered('error-false.json', 200)).toMatchObject({
      outcome: 'refused',
      failure: { detail: 'token expired' },
    });
  });

  it('that asks to wait puts the job off, for as long as it says within bounds', async () => {
    const waits = [];
    for (const wait of [undefined, '0', '12', '999999']) {
      waits.push(await submitAnswered('error-rate.json', 429, wait ? { 'retry-after': wait } : {}));
    }
    const detail = expect.stringContaining('Too many requests');
    expect(waits).toStrictEqual(
      [30_000, 1_000, 12_000, 600_000].map((retryAfterMs) => ({ outcome: 'throttled', retryAfterMs, detail })),
    );
  });
});

describe('a refusal about the idempotency key', () => {
  it('that was not even looked at puts the job off', async () => {
    expect(await submitAnswered('error-idempotency-unavailable.json', 503)).toMatchObject({
      outcome: 'throttled',
      retryAfterMs: 15_000,
    });
  });

  it('that was used for another body is our own fault', async () => {
    expect(await submitAnswered('error-idempotency-key-reused.json', 409)).toMatchObject({
      outcome: 'refused',
      failure: { reason: 'internal' },
    });
  });

  it('that was used for another body may be that of the same job, where addresses of files have changed', async () => {
    service.answer(409, fixture('error-idempotency-key-reused.json'));
    const submit = submitTo('gpt-image-2', { use: 'edit' }, { inputs: [fileOf('image')] });
    expect(await connect(service.apiUrl).submit(submit)).toMatchObject({ outcome: 'unknown' });
  });
});

describe('the words of an error decide where its status does not', () => {
  it.each<[string, FailureReason]>([
    ['Your request was rejected by the safety system', 'refused_by_moderation'],
    ['This violates our usage policy', 'refused_by_moderation'],
    ['Sensitive words detected', 'refused_by_moderation'],
    ['resolution is case-sensitive and must be 1K', 'invalid_input'],
    ['The model lumen-9 does not exist', 'model_unavailable'],
    ['no available channel for model lumen-9', 'model_unavailable'],
    ['failed to download image from the given url', 'input_unreachable'],
    ['invalid image url', 'input_unreachable'],
    ['Invalid URL (POST /v1/images/edits)', 'model_unavailable'],
    ['webhook url is invalid', 'internal'],
    ['unsupported_image_count', 'invalid_input'],
    ['rate limit reached', 'provider_rate_limited'],
    ['Insufficient user quota', 'provider_account'],
    ['load balancer had a hiccup', 'provider_down'],
    ['upstream returned no image', 'provider_down'],
  ])('%s → %s', (message, reason) => {
    expect(readFailure({ message }, [])).toStrictEqual({ reason, detail: message });
  });

  it('type and code are words, too, and an error without any says so', () => {
    expect(readFailure({ type: 'payment_required' }, [])).toMatchObject({ reason: 'provider_account' });
    expect(readFailure({ code: 'invalid_resolution' }, [])).toMatchObject({ reason: 'invalid_input' });
    expect(readFailure(undefined, [], 502)).toStrictEqual({ reason: 'provider_down', detail: 'HTTP 502, no message' });
  });
});
