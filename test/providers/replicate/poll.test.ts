import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FailureReason } from '#domain/failure.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fixture, KEY, TASK } from './bench.ts';

const CDN = 'https://replicate.delivery/xezq/abc';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const poll = (task: { family: string; taskId: string } = TASK, options = {}) =>
  connect(service.apiUrl, options).poll(task);

function polled(name: string, status = 200) {
  service.answer(status, fixture(name));
  return poll();
}

const succeeded = (...urls: readonly string[]) => ({
  outcome: 'settled',
  settlement: { outcome: 'succeeded', sources: urls.map((url) => ({ urls: [url] })) },
});

const failed = (reason: FailureReason, detail: string) => ({
  outcome: 'settled',
  settlement: { outcome: 'failed', failure: { reason, detail } },
});

it.each([
  [TASK, '/api/v1/predictions/ufawqhfynnddngldkgtslldrkq'],
  [{ ...TASK, taskId: '../x', pollUrl: 'https://evil.example/' }, '/api/v1/predictions/..%2Fx'],
])('asks with the key at the address of its own making', async (task, path) => {
  await poll(task);
  const { method, path: asked, headers } = service.seen.at(-1) ?? {};
  expect([method, asked, headers?.authorization]).toStrictEqual(['GET', path, `Bearer ${KEY}`]);
});

describe('a prediction that is done', () => {
  it('brings its file, and never what stands in its input or log', async () => {
    expect(await polled('poll-succeeded-string')).toStrictEqual(succeeded(`${CDN}/out-0.webp`));
  });

  it('brings files from wherever the model puts them', async () => {
    expect(await polled('poll-succeeded-array')).toStrictEqual(succeeded(`${CDN}/out-0.webp`, `${CDN}/out-1.webp`));
    expect(await polled('poll-succeeded-object')).toStrictEqual(succeeded(`${CDN}/out.mp4`));
    expect(await polled('poll-succeeded-nested')).toStrictEqual(succeeded(`${CDN}/mesh.glb`));
  });

  it.each([
    [{ preview_url: `${CDN}/only.png` }, [`${CDN}/only.png`]],
    [{ preview: { url: `${CDN}/small.png` }, video: { url: `${CDN}/a.mp4` } }, [`${CDN}/a.mp4`]],
    [[`${CDN}/a.png`, ` ${CDN}/a.png\n`], [`${CDN}/a.png`]],
    [Array.from({ length: 40 }, (_, i) => `${CDN}/${i}.png`), Array.from({ length: 16 }, (_, i) => `${CDN}/${i}.png`)],
  ])('finds the addresses in %j', async (output, urls) => {
    service.answer(200, { id: 'p1', status: 'succeeded', output });
    expect(await poll()).toStrictEqual(succeeded(...urls));
  });

  const tooDeep = [[[[[[[`${CDN}/deep.png`]]]]]]];
  it.each([null, [], {}, '', 'a caption of https://a.example', 'ftp://a.example/x', ['', 5, true], tooDeep])(
    'but names no file is doubted for a while: %j',
    async (output) => {
      service.answer(200, { id: 'p1', status: 'succeeded', output });
      const failure = { reason: 'empty_result' };
      expect(await poll()).toStrictEqual({ outcome: 'doubtful', failure, graceMs: 15_000 });
    },
  );

  it('but was deleted before we asked has been lost, not empty', async () => {
    const lost = failed('result_unreachable', 'deleted at the service before we asked');
    expect(await polled('poll-succeeded-deleted')).toStrictEqual(lost);
  });
});

describe('a prediction that failed', () => {
  it.each<[string, FailureReason, string]>([
    ['poll-failed', 'provider_down', 'CUDA out of memory. Tried to allocate 2.00 GiB'],
    [
      'poll-failed-moderation',
      'refused_by_moderation',
      'NSFW content detected. Try running it again, or try a different prompt.',
    ],
    [
      'poll-failed-flagged',
      'refused_by_moderation',
      'The input or output was flagged as sensitive. Please try again with different inputs. (E005)',
    ],
    ['poll-failed-input', 'input_unreachable', 'Failed to download the input file: [link]'],
    ['poll-failed-silent', 'provider_down', 'no message'],
    ['poll-canceled', 'cancelled', 'canceled at the service'],
    ['poll-aborted', 'expired', 'aborted: its deadline passed before it started'],
  ])('is told in words: %s → %s', async (name, reason, detail) => {
    expect(await polled(name)).toStrictEqual(failed(reason, detail));
  });

  it.each([{ message: 'x' }, 5, ['x'], ''])('survives an error that is no text: %j', async (error) => {
    service.answer(200, { id: 'p1', status: 'failed', error });
    expect(await poll()).toStrictEqual(failed('provider_down', 'no message'));
  });
});

describe('a prediction that goes on', () => {
  it.each(['poll-starting', 'poll-processing', 'poll-processing-with-output'])('is running: %s', async (name) => {
    expect(await polled(name)).toStrictEqual({ outcome: 'running' });
  });

  it('is running in a word that is not known, which is told once', async () => {
    const warnings: object[] = [];
    const replicate = connect(service.apiUrl, { warnings });
    service.answer(200, { id: 'p1', status: ' Warming ', output: [`${CDN}/a.png`] });
    expect(await replicate.poll(TASK)).toStrictEqual({ outcome: 'running' });
    await replicate.poll(TASK);
    expect(warnings).toStrictEqual([expect.objectContaining({ provider: 'replicate', status: 'warming' })]);
  });

  it('and a service gone mad cannot fill the log', async () => {
    const warnings: object[] = [];
    const replicate = connect(service.apiUrl, { warnings });
    for (let i = 0; i < 30; i += 1) {
      service.answer(200, { id: 'p1', status: `word${i}` });
      await replicate.poll(TASK);
    }
    expect(warnings).toHaveLength(20);
  });
});

describe('an answer that says nothing about the prediction', () => {
  it.each<[number, string]>([
    [401, fixture('error-401')],
    [402, fixture('error-402')],
    [500, fixture('error-500')],
    [500, fixture('poll-failed')],
    [502, '<html></html>'],
    [404, '<html></html>'],
    [302, ''],
    [200, '<html></html>'],
    [200, '{}'],
    [200, '{"status":200,"detail":"x"}'],
  ])('leaves it as it is: HTTP %i %s', async (status, body) => {
    service.answer(status, body);
    expect(await poll()).toStrictEqual({
      outcome: 'unreachable',
      detail: `HTTP ${status}, no word about the prediction`,
    });
  });

  it('is asked again when it says', async () => {
    expect(await polled('error-429', 429)).toMatchObject({ outcome: 'unreachable', retryAfterMs: 30_000 });
    service.answer(503, '{}', { 'retry-after': '9' });
    expect(await poll()).toMatchObject({ outcome: 'unreachable', retryAfterMs: 9_000 });
  });

  it('an id that is not found is doubted for a minute', async () => {
    const failure = { reason: 'provider_down', detail: 'The requested resource could not be found.' };
    expect(await polled('error-404', 404)).toStrictEqual({ outcome: 'doubtful', failure, graceMs: 60_000 });
  });

  it('nor does a fault of the network', async () => {
    expect(await connect(await closedOrigin()).poll(TASK)).toMatchObject({ outcome: 'unreachable' });
    service.respond((response) => response.socket?.resetAndDestroy());
    expect(await poll()).toMatchObject({ outcome: 'unreachable' });
    service.respond(() => {});
    expect(await poll(TASK, { pollTimeoutMs: 100 })).toMatchObject({ outcome: 'unreachable' });
  });
});

it('a prediction is asked to stop, and what is answered does not matter', async () => {
  for (const status of [200, 404, 500]) {
    service.answer(status, '{}');
    await connect(service.apiUrl).cancel?.(TASK);
  }
  const asked = service.seen.map(({ method, path, body }) => [method, path, body]);
  const stop = ['POST', '/api/v1/predictions/ufawqhfynnddngldkgtslldrkq/cancel', null];
  expect(asked).toStrictEqual([stop, stop, stop]);
  await connect(await closedOrigin()).cancel?.(TASK);
});

it('polls come every 2 to 10 s alone and more rarely behind callbacks, always well within the hour', () => {
  const { pollDelayMs } = connect(service.apiUrl);
  const waits = (expectsCallback: boolean) =>
    [0, 1, 2, 4, 500].map((each) => pollDelayMs(each, { family: 'predictions', expectsCallback }));
  expect(waits(false)).toStrictEqual([2_000, 3_000, 5_000, 10_000, 10_000]);
  expect(waits(true)).toStrictEqual([15_000, 15_000, 30_000, 60_000, 60_000]);
});
