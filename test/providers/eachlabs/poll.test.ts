import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FailureReason } from '#domain/failure.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fixture, KEY } from './bench.ts';

const PREDICTION = { family: 'predictions', taskId: 'p1' };
const EXECUTION = { family: 'workflows', taskId: '69ae8c7b' };
const CDN = 'https://cdn-us.eachlabs.ai';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const poll = (task = PREDICTION, options = {}) => connect(service.apiUrl, options).poll(task);

function polled(name: string, task = PREDICTION) {
  service.answer(200, fixture(name));
  return poll(task);
}

const succeeded = (urls: readonly string[], costMicroUsd: number) => ({
  outcome: 'settled',
  settlement: { outcome: 'succeeded', sources: urls.map((url) => ({ urls: [url] })), costMicroUsd },
});

const failed = (reason: FailureReason, detail?: string) => ({
  outcome: 'settled',
  settlement: { outcome: 'failed', failure: { reason, ...(detail !== undefined && { detail }) } },
});

it.each([
  [PREDICTION, '/api/v1/prediction/p1'],
  [EXECUTION, '/api/v1/workflows/executions/69ae8c7b'],
  [{ family: 'predictions', taskId: '../x', pollUrl: 'https://evil.example/' }, '/api/v1/prediction/..%2Fx'],
])('asks with the key at the address of its own making', async (task, path) => {
  await poll(task);
  const { method, path: asked, headers } = service.seen.at(-1) ?? {};
  expect([method, asked, headers?.authorization]).toStrictEqual(['GET', path, `Bearer ${KEY}`]);
});

describe('a generation that is done', () => {
  it('brings its files and what it cost, never its input', async () => {
    expect(await polled('poll-success')).toStrictEqual(succeeded([`${CDN}/uploads/9b96.png`], 50_000));
  });

  it('brings files from wherever the model puts them', async () => {
    expect(await polled('poll-success-objects')).toStrictEqual(succeeded([`${CDN}/1.png`, `${CDN}/2.png`], 100_000));
  });

  it('brings the video, not the picture beside it', async () => {
    const answer = succeeded([`${CDN}/v.mp4`], 400_000);
    expect(await polled('poll-success-video-with-thumbnail')).toStrictEqual(answer);
  });

  it.each([
    [{ preview_url: `${CDN}/only.png` }, [`${CDN}/only.png`]],
    [[`${CDN}/a.png`, `${CDN}/a.png`], [`${CDN}/a.png`]],
    [` ${CDN}/a.png\n`, [`${CDN}/a.png`]],
    [{ a: { b: [{ c: { url: `${CDN}/deep.glb` } }] } }, [`${CDN}/deep.glb`]],
    [Array.from({ length: 40 }, (_, i) => `${CDN}/${i}.png`), Array.from({ length: 16 }, (_, i) => `${CDN}/${i}.png`)],
  ])('finds the addresses in %j', async (output, urls) => {
    service.answer(200, { id: 'p1', status: 'success', output, metrics: { cost: 0 } });
    expect(await poll()).toStrictEqual(succeeded(urls, 0));
  });

  it.each([
    null,
    [],
    {},
    [[[[[[[[`${CDN}/a.png`]]]]]]]],
    '',
    'see https://a.example',
    'data:image/png;base64,AAAA',
    'ftp://a.example/x',
    ['', 5],
  ])('but names no file is doubted for a while: %j', async (output) => {
    service.answer(200, { id: 'p1', status: 'success', output });
    const failure = { reason: 'empty_result' };
    expect(await poll()).toStrictEqual({ outcome: 'doubtful', failure, graceMs: 8_000 });
  });

  it('brings a workflow’s output with its whole cost, or its words where it writes', async () => {
    expect(await polled('execution-completed', EXECUTION)).toStrictEqual(
      succeeded(['https://storage.googleapis.com/uploads/image.png'], 123_000),
    );
    expect(await polled('execution-completed-text', EXECUTION)).toStrictEqual({
      outcome: 'settled',
      settlement: { outcome: 'succeeded', sources: [], text: 'Once upon a time in Ratropolis…' },
    });
  });
});

describe('a generation that failed', () => {
  const RANGE = 'ranges: range start 200s is at or beyond source duration 5s (empty output)';

  it.each<[string, FailureReason, string]>([
    ['poll-error-full', 'invalid_input', `INPUT_VALIDATION_ERROR: ${RANGE}`],
    ['poll-error-minimal', 'provider_down', 'dispatch failed'],
    ['poll-error-json-message', 'input_unreachable', 'PROVIDER_REJECTED: input could not be fetched'],
    ['poll-failed-earlier', 'refused_by_moderation', 'Error: content filter triggered'],
    ['webhook-workflow-failed', 'provider_down', "Step 'x' failed: Model timeout after 30s"],
  ])('is told in the service’s words, under either word for it: %s', async (name, reason, detail) => {
    expect(await polled(name)).toStrictEqual(failed(reason, detail));
  });

  it.each<[object, FailureReason]>([
    [{ error_code: 'INPUT_DOWNLOAD_ERROR' }, 'input_unreachable'],
    [{ error_code: 'PROVIDER_BAD_REQUEST' }, 'invalid_input'],
    [{ error_code: 'PROVIDER_BAD_REQUEST', retryable: true }, 'provider_down'],
    [{ error_code: 'PROVIDER_RATE_LIMIT' }, 'provider_rate_limited'],
    [{ classification: { category: 'RATE_LIMIT' } }, 'provider_rate_limited'],
    [{ classification: { category: 'VALIDATION' } }, 'invalid_input'],
    [{ error_code: 'PROVIDER_FAILED', retryable: false }, 'provider_down'],
    [{ error_code: 'PROVIDER_AUTH_ERROR', classification: { category: 'AUTH' } }, 'provider_down'],
    [{ error_code: 'EXECUTION_TIMEOUT' }, 'provider_down'],
    [{ error_code: 'SOMETHING_NEW' }, 'provider_down'],
    [{ error_message: 'Output flagged as NSFW', error_code: 'PROVIDER_FAILED' }, 'refused_by_moderation'],
    [{ error_message: 'violates our usage policies' }, 'refused_by_moderation'],
    [{ error_message: 'Model is disabled' }, 'model_unavailable'],
    [{}, 'provider_down'],
  ])('is sorted: %j → %s', async (output, reason) => {
    service.answer(200, { id: 'p1', status: 'error', output });
    expect(await poll()).toMatchObject({ settlement: { outcome: 'failed', failure: { reason } } });
  });

  it('was cancelled, at the service or by us', async () => {
    expect(await polled('poll-cancelled')).toStrictEqual(failed('cancelled'));
    expect(await polled('execution-cancelled', EXECUTION)).toStrictEqual(failed('cancelled'));
  });
});

describe('a generation that goes on', () => {
  it.each(['poll-created', 'poll-processing', 'execution-running'])('is running: %s', async (name) => {
    expect(await polled(name)).toStrictEqual({ outcome: 'running' });
  });

  it.each(['starting', 'queued', 'pending', 'warming'])('is running in the word %s, output or not', async (status) => {
    service.answer(200, { id: 'p1', status, output: [`${CDN}/draft.png`] });
    expect(await poll()).toStrictEqual({ outcome: 'running' });
  });
});

describe('an answer that says nothing about the generation', () => {
  it.each<[number, string]>([
    [401, fixture('error-401')],
    [401, '{}'],
    [402, fixture('error-402')],
    [429, fixture('error-429-burst')],
    [500, '{"error":"Internal server error"}'],
    [500, '{"status":"error","output":{"error":"x"}}'],
    [502, '<html></html>'],
    [404, '<html></html>'],
    [302, ''],
    [200, '<html></html>'],
    [200, '{}'],
    [200, '{"error":"x"}'],
  ])('leaves it as it is: HTTP %i %s', async (status, body) => {
    service.answer(status, body);
    expect(await poll()).toMatchObject({ outcome: 'unreachable' });
  });

  it('is asked again when it says', async () => {
    service.answer(429, fixture('error-429-burst'), { 'retry-after': '9' });
    expect(await poll()).toMatchObject({ outcome: 'unreachable', retryAfterMs: 9_000 });
  });

  it('an id that is not found is doubted for a minute', async () => {
    service.answer(404, fixture('poll-not-found'));
    const failure = { reason: 'provider_down', detail: 'Prediction not found' };
    expect(await poll()).toStrictEqual({ outcome: 'doubtful', failure, graceMs: 60_000 });
  });

  it('nor does a fault of the network', async () => {
    expect(await connect(await closedOrigin()).poll(PREDICTION)).toMatchObject({ outcome: 'unreachable' });
    service.respond(() => {});
    expect(await poll(PREDICTION, { pollTimeoutMs: 100 })).toMatchObject({ outcome: 'unreachable' });
  });
});
