import { describe, expect, it } from 'vitest';
import { webhookSecretOf } from '#providers/eachlabs/webhook-secret.ts';
import { bytes, callbackOf, connect, fixture, JOB_ID, WEBHOOK_SECRET } from './bench.ts';

const warnings: object[] = [];
const eachlabs = connect('https://api.eachlabs.ai', { warnings });
const headers = { 'x-webhook-secret': webhookSecretOf(JOB_ID, WEBHOOK_SECRET) };
const readBody = (body: string | Uint8Array) => eachlabs.readCallback(callbackOf(body, headers));
const read = (name: string) => readBody(fixture(name));

const file = (url: string) => ({ urls: [url] });
const failed = (reason: string, detail: string) => ({ outcome: 'failed', failure: { reason, detail } });
const CDN = 'https://cdn-us.eachlabs.ai';

describe('a callback that ends its job', () => {
  it.each([
    ['webhook-succeeded-object', '1f0fdf4d-1111', [file('https://storage.example.com/x.jpg')]],
    ['webhook-succeeded-list', 'p1', [file(`${CDN}/a.png`), file(`${CDN}/b.png`)]],
    ['webhook-succeeded-string', 'p2', [file(`${CDN}/v.mp4`)]],
  ])('brings the files and no cost: %s', (name, taskId, sources) => {
    expect(read(name)).toStrictEqual({ news: 'ended', taskId, settlement: { outcome: 'succeeded', sources } });
  });

  it('of the earlier generation brings the cost as well', () => {
    expect(read('webhook-earlier-success')).toStrictEqual({
      news: 'ended',
      taskId: 'p4',
      settlement: { outcome: 'succeeded', sources: [file('https://storage.example.com/y.mp3')], costMicroUsd: 20_000 },
    });
  });

  it.each([
    ['webhook-failed', '1f0fdf4d-1111', 'Error: Model timeout after 30s'],
    ['webhook-failed-empty', 'p3', 'no message'],
    ['webhook-earlier-failed', 'abc123-def456', 'Error: Model timeout after 30s'],
    ['webhook-workflow-failed', '69ae8c7b-7500-4a45-b7c0-348b8cc2665b', "Step 'x' failed: Model timeout after 30s"],
  ])('tells a failure in the words that stand somewhere else each time: %s', (name, taskId, detail) => {
    expect(read(name)).toStrictEqual({ news: 'ended', taskId, settlement: failed('provider_down', detail) });
  });

  it('of a workflow brings its output, not that of its steps', () => {
    expect(read('webhook-workflow-completed')).toStrictEqual({
      news: 'ended',
      taskId: '69ae8c7b-7500-4a45-b7c0-348b8cc2665b',
      settlement: { outcome: 'succeeded', sources: [file('https://storage.googleapis.com/uploads/two.png')] },
    });
  });
});

describe('a callback that ends nothing', () => {
  it.each(['execution-running', 'poll-created'])('is progress while the service says so: %s', (name) => {
    expect(read(name)).toStrictEqual({ news: 'progress' });
  });

  it('is progress when its word is not known, and the word is told once', () => {
    expect(readBody('{"exec_id":"p1","status":"Warming"}')).toStrictEqual({ news: 'progress' });
    readBody('{"exec_id":"p2","status":"warming"}');
    expect(warnings).toStrictEqual([expect.objectContaining({ provider: 'eachlabs', status: 'warming' })]);
  });

  it('tells no more than twenty words', () => {
    const own: object[] = [];
    const other = connect('https://api.eachlabs.ai', { warnings: own });
    for (let i = 0; i < 100; i += 1) other.readCallback(callbackOf(`{"status":"word${i}"}`, headers));
    expect(own).toHaveLength(20);
  });

  it('is nonsense when it is a success that names nothing', () => {
    expect(read('poll-success-empty')).toStrictEqual({ news: 'nonsense', detail: 'success without files' });
    expect(readBody('{"exec_id":"p1","status":"succeeded","output":"done, see dashboard"}')).toMatchObject({
      news: 'nonsense',
    });
  });

  it.each(['', 'null', '5', '"succeeded"', '[]', '{"status":', '<html></html>'])(
    'is nonsense when it is no JSON object: %j',
    (body) => {
      expect(readBody(body)).toStrictEqual({ news: 'nonsense', detail: 'body is not a JSON object' });
    },
  );

  it('is nonsense when it has no status, or is nested too deep to be anything', () => {
    expect(readBody('{"exec_id":"p1"}')).toStrictEqual({ news: 'nonsense', detail: 'body has no status' });
    const deep = `{"status":"succeeded","output":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    expect(readBody(deep)).toMatchObject({ news: 'nonsense' });
    expect(readBody(new Uint8Array([0xff, 0xfe, 0x00]))).toMatchObject({ news: 'nonsense' });
  });
});

it.each([
  { exec_id: {} },
  { exec_id: '../../billing' },
  { exec_id: '' },
  { metrics: 'free' },
  { metrics: { cost: -1 } },
])('a field of a wrong type counts as absent: %j', (fields) => {
  const body = { status: ' Succeeded ', output: [`${CDN}/a.png`], ...fields };
  expect(readBody(bytes(JSON.stringify(body)))).toStrictEqual({
    news: 'ended',
    settlement: { outcome: 'succeeded', sources: [file(`${CDN}/a.png`)] },
  });
});
