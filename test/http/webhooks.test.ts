import type { Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createStage, hear, TRACK, TRACK_ID } from '#test/http/stage.ts';

const PATH = `/webhooks/modelslab/${TRACK_ID}`;
const MIB = 1024 * 1024;
const BODY = '{"status":"success","id":"155918900","output":["https://media.example/x.png"]}';

const textOf = (body: Uint8Array | undefined): string => Buffer.from(body ?? []).toString();

describe('a callback under a valid track id', () => {
  it.each([PATH, `${PATH}/callback`])('is acknowledged once it is stored: %#', async (path) => {
    const stage = await createStage();
    const response = await stage.post(path, BODY, { 'content-type': 'application/json' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.text()).toBe('{"received":true}');
    expect(stage.received).toStrictEqual([
      { provider: 'modelslab', track: TRACK, body: Buffer.from(BODY), headers: expect.anything() },
    ]);
    expect(stage.answers).toStrictEqual(['modelslab stored']);
  });

  it('is not acknowledged before it is stored', async () => {
    const asked = Promise.withResolvers<void>();
    const store = Promise.withResolvers<'stored'>();
    const stage = await createStage({
      receive: () => {
        asked.resolve();
        return store.promise;
      },
    });
    let answered = false;
    const response = stage.post(PATH, BODY).then((each) => {
      answered = true;
      return each;
    });
    await asked.promise;
    // Another request on its own connection has its answer, so this one would have had it too.
    await stage.get('/health/live');
    expect(answered).toBe(false);
    store.resolve('stored');
    expect((await response).status).toBe(200);
  });

  it('is acknowledged in the same words when it comes again', async () => {
    const stage = await createStage();
    const answers = await Promise.all([stage.post(PATH, BODY), stage.post(PATH, BODY)]);
    expect(await Promise.all(answers.map((each) => each.text()))).toStrictEqual(Array(2).fill('{"received":true}'));
    expect(stage.received).toHaveLength(2);
  });

  it('is handed over with its headers, by lower-case name, for what is signed in them', async () => {
    const stage = await createStage();
    await stage.post(PATH, BODY, { 'Webhook-Signature': 'v1,abc=', 'webhook-id': 'msg_1', 'X-Two': 'a, b' });
    expect(stage.received[0]?.headers).toMatchObject({
      'webhook-signature': 'v1,abc=',
      'webhook-id': 'msg_1',
      'x-two': 'a, b',
    });
  });

  it.each([
    ['no JSON', Buffer.from('<html>')],
    ['half of it', Buffer.from('{"status":')],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
    ['nothing', Buffer.alloc(0)],
  ])('is stored and acknowledged even when it makes no sense: %s', async (_what, body) => {
    const stage = await createStage();
    const response = await stage.post(PATH, body, { 'content-type': 'application/json' });
    expect(response.status).toBe(200);
    expect(stage.received.map((each) => Buffer.from(each.body))).toStrictEqual([body]);
  });

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data'],
    ['application/json; charset=utf-16'],
    ['application/json; charset=klingon'],
    ['application/json; charset="'],
    [';;'],
  ])('is read whatever its content type: %s', async (type) => {
    const stage = await createStage();
    expect((await stage.post(PATH, BODY, { 'content-type': type })).status).toBe(200);
    expect(textOf(stage.received[0]?.body)).toBe(BODY);
  });

  it.each([
    ['gzip', gzipSync(BODY)],
    ['x-gzip', gzipSync(BODY)],
    ['GZIP', gzipSync(BODY)],
    ['deflate', deflateSync(BODY)],
    ['br', brotliCompressSync(BODY)],
    ['zstd', zstdCompressSync(BODY)],
    ['identity', Buffer.from(BODY)],
  ])('is unpacked: %s', async (encoding, packed) => {
    const stage = await createStage();
    expect((await stage.post(PATH, packed, { 'content-encoding': encoding })).status).toBe(200);
    expect(textOf(stage.received[0]?.body)).toBe(BODY);
  });

  it.each(['gzip', 'br', 'compress', 'gzip, br', '__proto__'])(
    'is stored as it came when it is not packed as it says: %s',
    async (encoding) => {
      const stage = await createStage();
      expect((await stage.post(PATH, BODY, { 'content-encoding': encoding })).status).toBe(200);
      expect(textOf(stage.received[0]?.body)).toBe(BODY);
    },
  );
});

describe('too large a body', () => {
  it('begins above 1 MiB', async () => {
    const stage = await createStage();
    expect((await stage.post(PATH, Buffer.alloc(MIB, 'a'))).status).toBe(200);
    const response = await stage.post(PATH, Buffer.alloc(MIB + 1, 'a'));
    expect(response.status).toBe(413);
    expect(await response.text()).toBe('');
    expect(stage.received).toHaveLength(1);
    expect(stage.answers).toStrictEqual(['modelslab stored', 'modelslab too_large']);
  });

  it('gets its answer although its sender reads nothing before it has written everything', async () => {
    const stage = await createStage();
    const socket = await stage.dial(`POST ${PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: ${12 * MIB}\r\n\r\n`);
    for (let sent = 0; sent < 12; sent++) await write(socket, Buffer.alloc(MIB));
    expect(await hear(socket)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('gets its answer although it has no end', async () => {
    const stage = await createStage();
    const socket = await stage.dial(`POST ${PATH} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n`);
    for (let sent = 0; sent < 16; sent++) await write(socket, `100000\r\n${'a'.repeat(MIB)}\r\n`);
    await write(socket, '1\r\na');
    expect(await hear(socket)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('is one that grows over the limit when it is unpacked', async () => {
    const stage = await createStage();
    const bomb = gzipSync(Buffer.alloc(300 * MIB));
    expect(bomb.length).toBeLessThan(MIB);
    const before = process.memoryUsage().rss;
    expect((await stage.post(PATH, bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * MIB);
    expect((await stage.post(PATH, gzipSync(Buffer.alloc(MIB)), { 'content-encoding': 'gzip' })).status).toBe(200);
    expect(stage.received).toHaveLength(1);
  });
});

describe('what the store says', () => {
  it('a failure is answered with 503 and a time to come back, and logged without the track id', async () => {
    const stage = await createStage({ receive: () => Promise.reject(new Error(`disk full at ${PATH}`)) });
    const response = await stage.post(PATH, BODY);
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.text()).toBe('');
    expect(stage.answers).toStrictEqual(['modelslab not_stored']);
    expect(stage.log()).toContain(TRACK.jobId);
    expect(stage.log()).toContain(TRACK.channelId);
    expect(stage.log()).not.toContain(TRACK_ID);
  });

  it('a job of another provider is answered like a path that is not there', async () => {
    const stage = await createStage({ receive: async () => 'unknown_provider' });
    const response = await stage.post(PATH, BODY);
    expect([response.status, await response.text()]).toStrictEqual([404, '']);
  });

  it('a forged callback is answered in the same words, and counted apart', async () => {
    const stage = await createStage({ receive: async () => 'forged' });
    const response = await stage.post(PATH, BODY);
    const unknown = await stage.post('/nothing/of/the/kind', BODY);
    expect([response.status, await response.text()]).toStrictEqual([404, '']);
    expect([...response.headers.keys()]).toStrictEqual([...unknown.headers.keys()]);
    expect(stage.answers).toStrictEqual(['modelslab forged']);
  });

  it('the track id is in no line of the log, whatever happens', async () => {
    const stage = await createStage();
    await stage.post(PATH, BODY);
    await stage.post(PATH, Buffer.alloc(2 * MIB));
    await stage.post(`/webhooks/nobody/${TRACK_ID}`, BODY);
    expect(stage.log()).toContain('callback too large');
    expect(stage.log()).not.toContain(TRACK_ID);
  });
});

/** Resolves when the system has taken the bytes; rejects when the other side has hung up. */
const write = (socket: Socket, bytes: Uint8Array | string): Promise<void> =>
  new Promise((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())));
