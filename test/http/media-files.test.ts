import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StoredFile } from '#domain/artifact.ts';
import { createMediaStore } from '#media/media-store.ts';
import { createStage as createServer } from '#test/http/stage.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const JOB_ID = '01jd8k2x3v4w5y6z7a8b9c0d1e';
const BYTES = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7919) % 251));
const HOUR_MS = 3_600_000;

/** The real server before a real store whose folder lies below one with a dot in its name; time is ours. */
async function createStage(mediaType = 'video/mp4', extension = 'mp4') {
  const dir = join(await tempDir(), '.data', 'media');
  const file: StoredFile = { path: `${JOB_ID}/0.${extension}`, mediaType, extension, bytes: BYTES.length };
  await mkdir(join(dir, JOB_ID), { recursive: true });
  await writeFile(join(dir, file.path), BYTES);
  const time = { now: Date.now() };
  const silent = () => {};
  const store = createMediaStore({
    dir,
    allowedHosts: new Set(),
    maxBytes: 1_000,
    timeoutMs: 1_000,
    publicUrl: 'https://bot.example',
    linkSecrets: ['a secret of the test, long enough to sign with'],
    clock: { now: () => time.now },
    logger: { debug: silent, info: silent, warn: silent, error: silent },
  });
  const server = await createServer({ mediaFiles: store });
  const path = new URL(store.link(file, HOUR_MS) ?? '').pathname;
  return { ...server, store, file, time, path, remove: () => rm(join(dir, file.path)) };
}

const bodyOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

/** An answer without what differs from one instant to the next. */
async function comparable(response: Response): Promise<unknown> {
  const { date, ...headers } = Object.fromEntries(response.headers);
  return { status: response.status, headers, text: await response.text() };
}

describe('a link', () => {
  it('gives the file to the last byte, with its type, privately', async () => {
    const stage = await createStage();
    const response = await stage.get(stage.path);
    expect(response.status).toBe(200);
    expect(await bodyOf(response)).toStrictEqual(BYTES);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '100000',
      'content-disposition': `inline; filename="bowerbird-${JOB_ID}-0.mp4"`,
      'cache-control': 'private',
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      'content-security-policy': expect.stringMatching(/^default-src 'none';.*; sandbox allow-same-origin$/),
    });
    expect(response.headers.get('content-security-policy')).not.toMatch(/script|allow-(?!same-origin)|\*/);
  });

  it('tells the same to a HEAD, without the file', async () => {
    const stage = await createStage();
    const [got, head] = [await stage.get(stage.path), await stage.get(stage.path, {}, 'HEAD')];
    const told = ({ headers }: Response) =>
      [...headers].filter(([name]) => !/^(date|connection|keep-alive)$/.test(name));
    expect([head.status, told(head)]).toStrictEqual([200, told(got)]);
    expect(await bodyOf(head)).toHaveLength(0);
  });

  it('works for days, as long as it was made for', async () => {
    const stage = await createStage();
    stage.time.now += HOUR_MS - 1;
    expect((await stage.get(stage.path)).status).toBe(200);
  });
});

describe('a part of a file', () => {
  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=0-99', 0, 99],
    ['bytes=50000-59999', 50_000, 59_999],
    ['bytes=99999-', 99_999, 99_999],
    ['bytes=40000-', 40_000, 99_999],
    ['bytes=-1', 99_999, 99_999],
    ['bytes=-500', 99_500, 99_999],
    ['bytes=99990-200000', 99_990, 99_999],
  ])('is exact: %s', async (range, from, to) => {
    const stage = await createStage();
    const response = await stage.get(stage.path, { range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to}/100000`);
    expect(response.headers.get('content-length')).toBe(String(to - from + 1));
    expect(await bodyOf(response)).toStrictEqual(BYTES.subarray(from, to + 1));
  });

  it('put together with the others is the whole', async () => {
    const stage = await createStage();
    const parts: Buffer[] = [];
    for (let from = 0; from < BYTES.length; from += 33_333)
      parts.push(await bodyOf(await stage.get(stage.path, { range: `bytes=${from}-${from + 33_332}` })));
    expect(Buffer.concat(parts)).toStrictEqual(BYTES);
  });

  it.each(['bytes=100000-', 'bytes=200000-300000'])('behind the end is refused with the size: %s', async (range) => {
    const stage = await createStage();
    const response = await stage.get(stage.path, { range });
    expect([response.status, await response.text()]).toStrictEqual([416, '']);
    expect(response.headers.get('content-range')).toBe('bytes */100000');
    expect(response.headers.has('content-disposition')).toBe(false);
  });

  it.each(['bytes=0-1,5-9', 'lines=1-2', 'bytes=x-y', ''])(
    'that nobody understands is the whole: %j',
    async (range) => {
      const stage = await createStage();
      const response = await stage.get(stage.path, { range });
      expect([response.status, (await bodyOf(response)).length]).toStrictEqual([200, BYTES.length]);
    },
  );
});

describe('what a browser may do with it', () => {
  it.each([
    ['image/png', 'inline', 'image/png'],
    ['audio/mpeg', 'inline', 'audio/mpeg'],
    ['image/svg+xml', 'attachment', 'image/svg+xml'],
    ['text/html', 'attachment', 'text/html; charset=utf-8'],
    ['text/plain', 'attachment', 'text/plain; charset=utf-8'],
    ['application/json', 'attachment', 'application/json'],
    ['model/gltf-binary', 'attachment', 'model/gltf-binary'],
    ['application/octet-stream', 'attachment', 'application/octet-stream'],
  ])('%s: %s', async (mediaType, disposition, contentType) => {
    const stage = await createStage(mediaType, 'x');
    const { headers } = await stage.get(stage.path);
    expect(headers.get('content-type')).toBe(contentType);
    expect(headers.get('content-disposition')).toBe(`${disposition}; filename="bowerbird-${JOB_ID}-0.x"`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  it('no name writes a header of its own', async () => {
    const stage = await createStage();
    const { path } = stage.store.open(stage.path.slice('/media/'.length)) ?? { path: '' };
    const open = () => ({ path, mediaType: 'image/png', name: 'a"; filename="b.exe\r\nx: y/ü' });
    const server = await createServer({ mediaFiles: { open } });
    const { headers } = await server.get('/media/x');
    expect(headers.get('content-disposition')).toBe('inline; filename="a___filename__b.exe__x__y__"');
  });
});

describe('is answered like a path that is not there', () => {
  it.each([
    ['a token that was changed', (path: string) => path.replace(/.\.mp4$/, '~.mp4')],
    ['a token with another ending', (path: string) => path.replace(/mp4$/, 'html')],
    ['a token with more behind it', (path: string) => `${path}/x`],
    ['no token', () => '/media/'],
    ['a path', () => `/media/${JOB_ID}%2f0.mp4`],
    ['a way out', () => '/media/..%2f..%2fbowerbird.db'],
    ['no way to read it', () => '/media/%zz'],
  ])('%s', async (_what, change) => {
    const stage = await createStage();
    const unknown = await comparable(await stage.get('/nothing/of/the/kind'));
    expect(await comparable(await stage.get(change(stage.path)))).toStrictEqual(unknown);
    expect(stage.log()).toBe('');
  });

  it('a link whose time is over', async () => {
    const stage = await createStage();
    stage.time.now += HOUR_MS;
    expect(await comparable(await stage.get(stage.path))).toStrictEqual(await comparable(await stage.get('/nothing')));
  });

  it.each<Record<string, string>>([{}, { range: 'bytes=0-1' }])('a file that is gone: %j', async (headers) => {
    const stage = await createStage();
    await stage.remove();
    expect(await comparable(await stage.get(stage.path, headers))).toStrictEqual(
      await comparable(await stage.get('/nothing')),
    );
    expect(stage.log()).toBe('');
  });

  it('a folder', async () => {
    const dir = await tempDir();
    const server = await createServer({
      mediaFiles: { open: () => ({ path: dir, mediaType: 'image/png', name: 'a' }) },
    });
    expect(await comparable(await server.get('/media/x'))).toStrictEqual(
      await comparable(await server.get('/nothing')),
    );
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s', async (method) => {
    const stage = await createStage();
    expect((await stage.get(stage.path, {}, method)).status).toBe(404);
  });
});

it('a reader who goes away in the middle leaves the server as it was', async () => {
  const stage = await createStage();
  const socket = await stage.dial(`GET ${stage.path} HTTP/1.1\r\nhost: a\r\n\r\n`);
  socket.destroy();
  expect((await stage.get(stage.path)).status).toBe(200);
  expect(stage.log()).toBe('');
});
