import { describe, expect, it } from 'vitest';
import { bytes, callbackOf, connect, fixture } from './bench.ts';

const warnings: object[] = [];
const current = connect('https://modelslab.com/api', { warnings });
const readCallback = (body: string | Uint8Array) => current.readCallback(callbackOf(body));
const read = (file: string) => readCallback(fixture(file));
const FILE = { urls: ['https://pub-3f0c.r2.dev/generations/x.png'] };

describe('a callback that ends its job', () => {
  it('brings the files, and what the service says about them', () => {
    expect(read('webhook-success.json')).toStrictEqual({
      news: 'ended',
      taskId: '155918900',
      settlement: { outcome: 'succeeded', sources: [FILE], model: 'flux' },
    });
  });

  it('may have a number for an id and no meta', () => {
    expect(read('webhook-success-bare.json')).toStrictEqual({
      news: 'ended',
      taskId: '155918900',
      settlement: { outcome: 'succeeded', sources: [FILE] },
    });
  });

  it('reports a failure in the documented word', () => {
    expect(read('webhook-failed.json')).toStrictEqual({
      news: 'ended',
      taskId: '155918900',
      settlement: {
        outcome: 'failed',
        failure: { reason: 'provider_down', detail: 'Processing failed: out of memory' },
      },
    });
  });

  it('reports a failure in the other word, misspelt and without an id', () => {
    expect(read('webhook-error.json')).toStrictEqual({
      news: 'ended',
      settlement: { outcome: 'failed', failure: { reason: 'model_unavailable', detail: 'Model id not found' } },
    });
  });

  it('may begin with a byte order mark', () => {
    expect(readCallback(bytes(`\uFEFF${fixture('webhook-success.json')}`))).toMatchObject({ news: 'ended' });
  });
});

describe('a callback that ends nothing', () => {
  it('is progress while the service says so', () => {
    expect(read('webhook-processing.json')).toStrictEqual({ news: 'progress' });
  });

  it('is progress when its word is not known, and the word is reported', () => {
    expect(readCallback('{"status":"Halfway","id":5}')).toStrictEqual({ news: 'progress' });
    expect(warnings).toContainEqual(expect.objectContaining({ status: 'halfway' }));
  });

  it('reports no more than twenty unknown words', () => {
    const own: object[] = [];
    const modelslab = connect('https://modelslab.com/api', { warnings: own });
    for (let i = 0; i < 100; i += 1) modelslab.readCallback(callbackOf(`{"status":"word${i}"}`));
    expect(own).toHaveLength(20);
  });

  it.each(['fetch-success-empty.json', 'fetch-success-future-only.json'])(
    'is nonsense when it is a success without files: %s',
    (file) => {
      expect(read(file)).toStrictEqual({ news: 'nonsense', detail: 'success without files' });
    },
  );

  it('is nonsense when it has no status', () => {
    expect(readCallback('{"id":5,"output":[]}')).toMatchObject({ news: 'nonsense' });
  });

  it.each([
    '',
    'null',
    '5',
    '"success"',
    '[]',
    '[{"status":"success"}]',
    '{"status":',
    '<html></html>',
    'status=success',
  ])('is nonsense when it is no JSON object: %j', (body) => {
    expect(readCallback(bytes(body))).toStrictEqual({ news: 'nonsense', detail: 'body is not a JSON object' });
  });

  it('is nonsense when its bytes are no text', () => {
    expect(readCallback(new Uint8Array([0xff, 0xfe, 0x00, 0x80]))).toMatchObject({ news: 'nonsense' });
  });

  it('is nonsense when it is nested too deep to be anything', () => {
    const deep = `{"status":"success","output":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    expect(readCallback(bytes(deep))).toMatchObject({ news: 'nonsense' });
  });
});

describe('a hostile body is read in no time and throws nothing', () => {
  const failing = (fields: object) => bytes(JSON.stringify({ status: 'failed', ...fields }));

  it.each([
    ['half a character as track id', failing({ message: 'x', track_id: '\ud800'.repeat(20) })],
    ['what looks like the start of countless URLs', failing({ message: 'a.'.repeat(500_000) })],
    ['a message nested too deep', bytes(`{"status":"failed","message":${'['.repeat(9_000)}${']'.repeat(9_000)}}`)],
    ['a million brackets', bytes('['.repeat(1_000_000))],
  ])(
    '%s',
    (_, body) => {
      expect(readCallback(body).news).toMatch(/^(ended|nonsense)$/);
    },
    2_000,
  );
});

describe('fields of a wrong type count as absent', () => {
  it.each([
    { id: {} },
    { id: '' },
    { id: '../../v3/delete_image' },
    { id: 1.5 },
    { id: -1 },
    { meta: 'text' },
    { meta: null },
    { meta: { seed: -1, model_id: 5 } },
    { meta: { seed: 1e300, model_id: '' } },
    { eta: 'soon', nsfw_content_detected: 'perhaps', track_id: [] },
  ])('%j', (fields) => {
    const body = { status: 'success', output: FILE.urls, ...fields };
    expect(readCallback(bytes(JSON.stringify(body)))).toStrictEqual({
      news: 'ended',
      settlement: { outcome: 'succeeded', sources: [FILE] },
    });
  });

  it('a flag in words is read', () => {
    const body = { status: ' SUCCESS ', output: FILE.urls, nsfw_content_detected: 'yes' };
    expect(readCallback(bytes(JSON.stringify(body)))).toMatchObject({ settlement: { nsfwDetected: true } });
  });
});
