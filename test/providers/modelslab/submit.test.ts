import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fileOf, fixture, requestOf, submitOf } from './bench.ts';

const R2 = 'https://pub-3f0c.r2.dev/generations/';
const CDN = 'https://cdn2.stablediffusionapi.com/generations/';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const submit = (options = {}) => connect(service.apiUrl, options).submit(submitOf());

function submitAnswered(file: string, status = 200) {
  service.answer(status, fixture(file, service.origin));
  return submit();
}

describe('a submit that is taken', () => {
  it('and finished within its own answer is settled, with what the service says about it', async () => {
    expect(await submitAnswered('submit-finished-at-once.json')).toStrictEqual({
      outcome: 'settled',
      task: { family: 'images', taskId: '66752945' },
      settlement: {
        outcome: 'succeeded',
        sources: [{ urls: [`${R2}3f0c-0.png`, `${CDN}3f0c-0.png`] }],
        model: 'flux',
        seed: 977,
        nsfwDetected: false,
      },
    });
  });

  it('and finished with several blurred images keeps their order, each with its mirror', async () => {
    expect(await submitAnswered('submit-finished-blurred.json')).toMatchObject({
      settlement: {
        sources: [{ urls: [`${R2}77aa-0.png`, `${CDN}77aa-0.png`] }, { urls: [`${R2}77aa-1.png`, `${CDN}77aa-1.png`] }],
        model: 'midjourney',
        seed: 4711,
        nsfwDetected: true,
      },
    });
  });

  it('and queued gives a task, an estimate and the address to ask at', async () => {
    expect(await submitAnswered('submit-queued-misspelt.json')).toStrictEqual({
      outcome: 'accepted',
      task: { family: 'images', taskId: '29763508', pollUrl: `${service.apiUrl}/v6/images/fetch/29763508` },
      etaMs: 13_070,
    });
  });

  it.each<[string, { taskId: string; at?: string }, number]>([
    ['submit-queued-minimal.json', { taskId: '12345678' }, 10_000],
    ['submit-queued-text-id.json', { taskId: 'abc123-def456' }, 10_000],
    ['submit-queued-realtime.json', { taskId: '88120', at: 'realtime' }, 35_000],
    ['submit-queued-video.json', { taskId: '155918900', at: 'video' }, 416_940],
    ['submit-queued-voice.json', { taskId: '5', at: 'voice' }, 250],
    ['submit-queued-3d.json', { taskId: '147', at: '3d' }, 4_000],
  ])('and queued as in %s is accepted', async (file, { taskId, at }, etaMs) => {
    const pollUrl = at && `${service.apiUrl}/v6/${at}/fetch/${taskId}`;
    const task = { family: 'images', taskId, ...(pollUrl && { pollUrl }) };
    expect(await submitAnswered(file)).toStrictEqual({ outcome: 'accepted', task, etaMs });
  });

  it.each(['https://evil.example/api/v6/images/fetch/5', 'http://127.0.0.1:9/api/v6/images/fetch/5'])(
    'does not keep the address of a stranger: %s',
    async (fetch_result) => {
      service.answer(200, { ...JSON.parse(fixture('submit-queued-foreign-fetch-result.json')), fetch_result });
      expect(await submit()).toStrictEqual({
        outcome: 'accepted',
        task: { family: 'images', taskId: '5' },
        etaMs: 250,
      });
    },
  );

  it('but says success without files is accepted, so that a poll confirms', async () => {
    expect(await submitAnswered('fetch-success-empty.json')).toStrictEqual({
      outcome: 'accepted',
      task: { family: 'images', taskId: '12' },
    });
    expect(await submitAnswered('fetch-success-future-only.json')).toMatchObject({ outcome: 'accepted' });
  });

  it('in a word that is not known is accepted, and the word is reported once', async () => {
    const warnings: object[] = [];
    const modelslab = connect(service.apiUrl, { warnings });
    service.answer(200, { status: 'Warming', id: 7 });
    expect(await modelslab.submit(submitOf())).toMatchObject({ outcome: 'accepted' });
    await modelslab.submit(submitOf());
    expect(warnings).toStrictEqual([expect.objectContaining({ status: 'warming' })]);
  });

  it('without a number but with an address takes the number from there', async () => {
    const fetch_result = `${service.apiUrl}/v6/images/fetch/31`;
    service.answer(200, { status: 'processing', id: '', output: '', fetch_result });
    expect(await submit()).toMatchObject({ outcome: 'accepted', task: { taskId: '31', pollUrl: fetch_result } });
  });

  it('and failed at once is settled as failed, because it has a number', async () => {
    service.answer(200, { status: 'failed', id: 9, message: 'CUDA error' });
    expect(await submit()).toStrictEqual({
      outcome: 'settled',
      task: { family: 'images', taskId: '9' },
      settlement: { outcome: 'failed', failure: { reason: 'provider_down', detail: 'CUDA error' } },
    });
  });
});

describe('a submit that was not sent', () => {
  it('goes back to the queue', async () => {
    const modelslab = connect(`${await closedOrigin()}/api`);
    expect(await modelslab.submit(submitOf())).toStrictEqual({
      outcome: 'unreachable',
      retryAfterMs: 15_000,
      detail: 'not connected: ECONNREFUSED',
    });
  });
});

describe('a submit whose fate nobody can tell', () => {
  it.each([
    ['HTTP 502 with a page', 502, 'gateway-502.html'],
    ['HTTP 500 with the body of an error', 500, 'error-internal.json'],
    ['HTTP 503 with the body of an error', 503, 'error-unavailable.json'],
    ['HTTP 200 with a page', 200, 'gateway-502.html'],
    ['HTTP 408, which gateways send for a slow service', 408, 'error-internal.json'],
    ['HTTP 302, which may be sent after the work', 302, 'gateway-502.html'],
    ['processing without a number', 200, 'fetch-processing.json'],
  ])('is unknown: %s', async (_, status, file) => {
    expect(await submitAnswered(file, status)).toMatchObject({ outcome: 'unknown' });
  });

  it.each([{}, [], 'text', null, 5, { status: 'success', output: [] }, { error: 'what' }])(
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
    expect(await submit({ submitTimeoutMs: 200 })).toMatchObject({ outcome: 'unknown' });
  });

  it("is unknown under a 5xx that has the shape of a family's own acceptance", async () => {
    service.answer(502, { status: 'success', messege: 'deploying_gpu', training_id: 'F5jvdzGnYi' });
    const request = requestOf({ use: 'train', model: 'modelslab/lora' });
    const inputs = [fileOf('example')];
    expect(await connect(service.apiUrl).submit(submitOf(request, { inputs }))).toMatchObject({ outcome: 'unknown' });
  });

  it('is accepted, though, when a 5xx names a task', async () => {
    expect(await submitAnswered('submit-queued-minimal.json', 504)).toMatchObject({ outcome: 'accepted' });
  });
});

it('keeps the key from whoever a redirect names', async () => {
  await using elsewhere = await startService();
  service.answer(307, '', { location: `${elsewhere.origin}/api/v6/images/text2img` });
  expect(await submit()).toMatchObject({ outcome: 'refused', failure: { reason: 'provider_down' } });
  expect(elsewhere.seen).toStrictEqual([]);
});
