import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCall } from '#providers/http/call.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';

const KEY = 'secret-key-0123456789';
const REQUEST = { key: KEY, prompt: 'a lighthouse' };

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const post = (origin: string, { timeoutMs = 5_000, connectTimeoutMs = 5_000 } = {}) =>
  createCall({ origin, secrets: [KEY], connectTimeoutMs, maxBodyBytes: 10_000 })({
    url: `${origin}/api/things?page=1`,
    body: { json: REQUEST },
    timeoutMs,
  });

/** A TCP port that accepts connections, says nothing, and counts what it is told. */
async function muteServer() {
  let received = 0;
  const server = createServer((socket) => {
    socket.on('data', (data) => {
      received += data.length;
    });
    socket.on('error', () => {});
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, received: () => received, [Symbol.dispose]: () => server.close() };
}

describe('an answer', () => {
  it('carries status and parsed body, and the request arrives as sent', async () => {
    service.answer(201, { ok: true });
    expect(await post(service.origin)).toStrictEqual({ outcome: 'answered', status: 201, json: { ok: true } });
    expect(service.seen).toHaveLength(1);
    expect(service.seen[0]).toMatchObject({
      method: 'POST',
      path: '/api/things?page=1',
      body: REQUEST,
      headers: { 'content-type': 'application/json', 'accept-encoding': 'identity' },
    });
  });

  it('that is not JSON is kept as short text', async () => {
    service.answer(502, `<html>${'x'.repeat(5_000)}</html>`);
    const exchange = await post(service.origin);
    expect(exchange).toMatchObject({ outcome: 'answered', status: 502, text: expect.stringMatching(/^<html>x+…$/) });
    expect(exchange).not.toHaveProperty('json');
  });

  it('tells the wait that its header asks for', async () => {
    service.answer(429, {}, { 'retry-after': '12' });
    expect(await post(service.origin)).toMatchObject({ status: 429, retryAfterMs: 12_000 });
    service.answer(429, {}, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' });
    expect(await post(service.origin)).not.toHaveProperty('retryAfterMs');
  });

  it('never carries the key, even when the service echoes it', async () => {
    service.answer(400, { message: `bad key ${KEY}`, nested: [{ request: JSON.stringify(REQUEST) }] });
    expect(JSON.stringify(await post(service.origin))).not.toContain(KEY);
    service.answer(400, `you sent ${KEY}`);
    expect(JSON.stringify(await post(service.origin))).not.toContain(KEY);
  });

  it.each([301, 302, 303, 307, 308])(
    'that redirects (%i) is not followed: the other place hears nothing',
    async (status) => {
      await using elsewhere = await startService();
      service.answer(status, {}, { location: `${elsewhere.origin}/steal` });
      expect(await post(service.origin)).toMatchObject({ outcome: 'answered', status });
      expect(elsewhere.seen).toStrictEqual([]);
      expect(service.seen).toHaveLength(1);
    },
  );
});

describe('not_sent, which proves that nothing arrived', () => {
  it('is said of a refused connection', async () => {
    expect(await post(await closedOrigin())).toStrictEqual({
      outcome: 'not_sent',
      detail: 'not connected: ECONNREFUSED',
    });
  });

  it('is said of a name that does not exist', async () => {
    expect(await post('http://no-such-host.invalid')).toMatchObject({ outcome: 'not_sent' });
  });

  it('is said of a TLS handshake that fails, before the request is shown', async () => {
    expect(await post(service.origin.replace('http:', 'https:'))).toMatchObject({ outcome: 'not_sent' });
    expect(service.seen).toStrictEqual([]);
  });

  it.each([
    ['connecting', { connectTimeoutMs: 100 }],
    ['everything', { timeoutMs: 100 }],
  ])('is said of a handshake that never ends, by the time-out for %s', async (_, timeouts) => {
    using mute = await muteServer();
    expect(await post(`https://127.0.0.1:${mute.port}`, timeouts)).toMatchObject({ outcome: 'not_sent' });
  });
});

describe('unknown, which proves nothing', () => {
  it('is said of a service that takes the request and never answers', async () => {
    service.respond(() => {});
    const exchange = await post(service.origin, { timeoutMs: 200 });
    expect(exchange).toStrictEqual({ outcome: 'unknown', detail: 'no whole answer: time-out' });
    expect(service.seen).toHaveLength(1);
  });

  it('is said of a connection that is accepted and left silent', async () => {
    using mute = await muteServer();
    expect(await post(`http://127.0.0.1:${mute.port}`, { timeoutMs: 200 })).toMatchObject({ outcome: 'unknown' });
    expect(mute.received()).toBeGreaterThan(0);
  });

  it('is said of a reset instead of an answer, and the request is not repeated', async () => {
    service.respond((response) => response.socket?.resetAndDestroy());
    expect(await post(service.origin)).toMatchObject({ outcome: 'unknown' });
    expect(service.seen).toHaveLength(1);
  });

  it('is said of a reset in the middle of the answer', async () => {
    service.respond((response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"status":"success"', () => response.socket?.resetAndDestroy());
    });
    expect(await post(service.origin)).toMatchObject({ outcome: 'unknown' });
  });

  it('is said of a body that stops short of its length', async () => {
    service.respond((response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{}', () => response.socket?.end());
    });
    expect(await post(service.origin)).toMatchObject({ outcome: 'unknown' });
  });

  it('is said of a body that hangs after its first half', async () => {
    service.respond((response) => response.writeHead(200).write('{"status":'));
    expect(await post(service.origin, { timeoutMs: 200 })).toMatchObject({ outcome: 'unknown' });
  });

  it('is said of an endless body, which is read to its bound only', async () => {
    const closed = Promise.withResolvers<void>();
    service.respond((response) => {
      response.socket?.on('close', () => closed.resolve());
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(1_000)));
      };
      response.on('drain', pour);
      pour();
    });
    expect(await post(service.origin)).toStrictEqual({
      outcome: 'unknown',
      detail: 'answer is longer than 10000 bytes',
    });
    await closed.promise;
  });
});

it('refuses to send the key to any other origin', async () => {
  await using elsewhere = await startService();
  const send = createCall({ origin: service.origin, secrets: [KEY], connectTimeoutMs: 100, maxBodyBytes: 100 });
  await expect(send({ url: `${elsewhere.origin}/x`, body: { json: REQUEST }, timeoutMs: 100 })).rejects.toThrow(
    'elsewhere',
  );
  expect(elsewhere.seen).toStrictEqual([]);
});
