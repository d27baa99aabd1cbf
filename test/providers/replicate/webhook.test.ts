import { describe, expect, it } from 'vitest';
import { bytes, connect, fixture, signedOf, TASK } from './bench.ts';

const replicate = connect('https://api.replicate.com');
const readBody = (body: string | Uint8Array) => replicate.readCallback(signedOf(body));
const read = (name: string) => readBody(fixture(name));

const CDN = 'https://replicate.delivery/xezq/abc';
const { taskId } = TASK;

describe('a callback that ends its job', () => {
  it.each([
    ['poll-succeeded-string', [`${CDN}/out-0.webp`]],
    ['poll-succeeded-array', [`${CDN}/out-0.webp`, `${CDN}/out-1.webp`]],
    ['poll-succeeded-object', [`${CDN}/out.mp4`]],
  ])('brings the files: %s', (name, urls) => {
    const settlement = { outcome: 'succeeded', sources: urls.map((url) => ({ urls: [url] })) };
    expect(read(name)).toStrictEqual({ news: 'ended', taskId, settlement });
  });

  it.each([
    ['poll-failed', 'provider_down'],
    ['poll-failed-moderation', 'refused_by_moderation'],
    ['poll-canceled', 'cancelled'],
    ['poll-aborted', 'expired'],
  ])('tells a failure: %s → %s', (name, reason) => {
    expect(read(name)).toMatchObject({ news: 'ended', taskId, settlement: { outcome: 'failed', failure: { reason } } });
  });

  it('without an id that can be one ends it all the same, since its address names the job', () => {
    const body = JSON.stringify({ id: '../../account', status: 'Succeeded', output: `${CDN}/a.png` });
    expect(readBody(bytes(body))).toStrictEqual({
      news: 'ended',
      settlement: { outcome: 'succeeded', sources: [{ urls: [`${CDN}/a.png`] }] },
    });
  });
});

describe('a callback that ends nothing', () => {
  it.each(['poll-starting', 'poll-processing', 'poll-processing-with-output'])('is progress: %s', (name) => {
    expect(read(name)).toStrictEqual({ news: 'progress' });
  });

  it('is progress in a word that is not known', () => {
    expect(readBody('{"id":"p1","status":"warming"}')).toStrictEqual({ news: 'progress' });
  });

  it('is nonsense when it is a success that names nothing', () => {
    expect(read('poll-succeeded-empty')).toStrictEqual({ news: 'nonsense', detail: 'success without files' });
  });

  it.each(['', 'null', '5', '"succeeded"', '[]', '{"status":', '<html></html>'])(
    'is nonsense when it is no JSON object: %j',
    (body) => {
      expect(readBody(body)).toStrictEqual({ news: 'nonsense', detail: 'body is not a JSON object' });
    },
  );

  it('is nonsense when it has no status, or is nested too deep to be anything', () => {
    expect(readBody('{"id":"p1"}')).toStrictEqual({ news: 'nonsense', detail: 'body has no status' });
    const deep = `{"status":"succeeded","output":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    expect(readBody(deep)).toMatchObject({ news: 'nonsense' });
    expect(readBody(new Uint8Array([0xff, 0xfe, 0x00]))).toMatchObject({ news: 'nonsense' });
  });
});
