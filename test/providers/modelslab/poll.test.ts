import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FailureReason } from '#domain/failure.ts';
import type { Task } from '#domain/job.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fixture, KEY } from './bench.ts';

const TASK: Task = { family: 'images', taskId: '12202888' };

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const poll = (task = TASK, options = {}) => connect(service.apiUrl, options).poll(task);

function pollAnswered(body: string | object, status = 200, headers = {}) {
  service.answer(status, body, headers);
  return poll();
}

describe('the question', () => {
  it('is the key alone, to the address built from family and number', async () => {
    await pollAnswered(fixture('fetch-processing.json'));
    expect(service.seen[0]).toMatchObject({ method: 'POST', path: '/api/v6/images/fetch/12202888' });
    expect(service.seen[0]?.body).toStrictEqual({ key: KEY });
  });

  it('goes to the address that the submit named', async () => {
    await poll({ ...TASK, pollUrl: `${service.apiUrl}/v6/whisper/fetch/77` });
    expect(service.seen[0]?.path).toBe('/api/v6/whisper/fetch/77');
  });

  it('never goes to a stranger, whatever was stored', async () => {
    await using stranger = await startService();
    await poll({ ...TASK, pollUrl: `${stranger.apiUrl}/v6/images/fetch/1` });
    expect(stranger.seen).toStrictEqual([]);
    expect(service.seen[0]?.path).toBe('/api/v6/images/fetch/12202888');
  });
});

describe('a generation goes on', () => {
  it.each(['fetch-processing.json', 'fetch-processing-misspelt.json'])('while it is said so: %s', async (file) => {
    expect(await pollAnswered(fixture(file))).toStrictEqual({ outcome: 'running' });
  });

  it('with an estimate, where there is one', async () => {
    expect(await pollAnswered({ status: 'processing', eta: '1.25' })).toStrictEqual({
      outcome: 'running',
      etaMs: 1_250,
    });
  });

  it.each([{ status: 'queued' }, { status: 'pending' }, { status: 'ready' }, { status: 'thinking' }, {}])(
    'when it is not said to have ended: %j',
    async (body) => {
      expect(await pollAnswered(body)).toStrictEqual({ outcome: 'running' });
    },
  );
});

describe('a generation has ended', () => {
  it('with its files', async () => {
    expect(await pollAnswered(fixture('fetch-done.json'))).toStrictEqual({
      outcome: 'settled',
      settlement: {
        outcome: 'succeeded',
        sources: [
          {
            urls: [
              'https://pub-3f0c.r2.dev/generations/d-0.png',
              'https://cdn2.stablediffusionapi.com/generations/d-0.png',
            ],
          },
        ],
      },
    });
  });

  it('when a word of integrators comes with files', async () => {
    expect(await pollAnswered({ status: 'Ready', output: ['https://a.example/x.png'] })).toMatchObject({
      settlement: { outcome: 'succeeded' },
    });
  });

  it.each<[string, FailureReason]>([
    ['fetch-failed.json', 'provider_down'],
    ['webhook-failed.json', 'provider_down'],
    ['error-moderation.json', 'refused_by_moderation'],
    ['error-model-not-found.json', 'model_unavailable'],
  ])('in failure: %s → %s', async (file, reason) => {
    expect(await pollAnswered(fixture(file))).toMatchObject({
      outcome: 'settled',
      settlement: { outcome: 'failed', failure: { reason } },
    });
  });
});

describe('bad news that may correct itself', () => {
  it('is a success without files, for a few seconds', async () => {
    const doubtful = { outcome: 'doubtful', failure: { reason: 'empty_result' }, graceMs: 8_000 };
    expect(await pollAnswered(fixture('fetch-success-empty.json'))).toStrictEqual(doubtful);
    expect(await pollAnswered(fixture('fetch-success-future-only.json'))).toStrictEqual(doubtful);
  });

  it.each([200, 404])('is a number not known, for a minute, under HTTP %i', async (status) => {
    expect(await pollAnswered(fixture('fetch-request-not-found.json'), status)).toStrictEqual({
      outcome: 'doubtful',
      failure: { reason: 'provider_down', detail: 'Request not found' },
      graceMs: 60_000,
    });
  });
});

describe('no news about the generation', () => {
  it.each([
    [401, 'error-invalid-key.json'],
    [403, 'error-premium-feature.json'],
    [402, 'error-insufficient-credits.json'],
    [500, 'error-internal.json'],
    [503, 'error-unavailable.json'],
    [502, 'gateway-502.html'],
    [200, 'gateway-502.html'],
    [404, 'gateway-502.html'],
    [302, 'fetch-failed.json'],
    [500, 'fetch-done.json'],
    [200, 'error-invalid-key.json'],
    [200, 'error-insufficient-credits.json'],
    [404, 'error-nested.json'],
  ])('is HTTP %i with %s', async (status, file) => {
    const answer = await pollAnswered(fixture(file), status);
    expect(answer).toStrictEqual({ outcome: 'unreachable', detail: expect.any(String) });
  });

  it.each([400, 404])('is an HTTP %i that does not speak of the generation', async (status) => {
    expect(await pollAnswered({ message: 'The route could not be found.' }, status)).toStrictEqual({
      outcome: 'unreachable',
      detail: 'The route could not be found.',
    });
  });

  it.each([429, 200])('is a rate limit under HTTP %i, with its wait', async (status) => {
    expect(await pollAnswered(fixture('error-rate-limit.json'), status)).toMatchObject({
      outcome: 'unreachable',
      retryAfterMs: 30_000,
    });
  });

  it('is a service that cannot be reached, breaks off or does not answer', async () => {
    const absent = connect(`${await closedOrigin()}/api`);
    expect(await absent.poll(TASK)).toMatchObject({ outcome: 'unreachable' });
    service.respond((response) => response.socket?.resetAndDestroy());
    expect(await poll()).toMatchObject({ outcome: 'unreachable' });
    service.respond(() => {});
    expect(await poll(TASK, { pollTimeoutMs: 200 })).toMatchObject({ outcome: 'unreachable' });
  });

  it('is a redirect, and where it points to hears nothing', async () => {
    await using elsewhere = await startService();
    const location = `${elsewhere.apiUrl}/v6/images/fetch/12202888`;
    expect(await pollAnswered('', 307, { location })).toMatchObject({ outcome: 'unreachable' });
    expect(elsewhere.seen).toStrictEqual([]);
  });
});
