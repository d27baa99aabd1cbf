import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createStage, PNG, pngOf, serve, serveBytes } from '#test/media/stage.ts';

const MAX_BYTES = 100_000;
const TOO_LARGE = { outcome: 'gone', detail: `127.0.0.1: larger than ${MAX_BYTES} bytes` };

it('takes a file of exactly the limit', async () => {
  const server = await serveBytes(pngOf(MAX_BYTES));
  const stage = await createStage([server.host], { maxBytes: MAX_BYTES });
  expect(await stage.fetchFrom(`http://${server.host}/`)).toMatchObject({ outcome: 'stored' });
});

it('does not begin to read what says that it is too large', async () => {
  const server = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': String(MAX_BYTES + 1) });
    response.flushHeaders();
  });
  const stage = await createStage([server.host], { maxBytes: MAX_BYTES });
  expect(await stage.fetchFrom(`http://${server.host}/`)).toStrictEqual(TOO_LARGE);
});

it('stops at the limit when no length was told, without waiting for an end', async () => {
  const server = await serve((_request, response) => pour(response));
  const stage = await createStage([server.host], { maxBytes: MAX_BYTES });
  expect(await stage.fetchFrom(`http://${server.host}/`)).toStrictEqual(TOO_LARGE);
  expect(await stage.names()).toStrictEqual([]);
});

it('reads no byte past the told length, when that was a lie', async () => {
  const server = await serve(({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 70\r\n\r\n');
    socket.end(pngOf(MAX_BYTES * 2));
  });
  const stage = await createStage([server.host], { maxBytes: MAX_BYTES });
  expect(await stage.fetchFrom(`http://${server.host}/`)).toMatchObject({ outcome: 'stored', file: { bytes: 70 } });
});

it('counts the bytes after unpacking', async () => {
  const server = await serveBytes(gzipSync(Buffer.concat([PNG, Buffer.alloc(MAX_BYTES * 50)])), {
    'content-encoding': 'gzip',
  });
  const stage = await createStage([server.host], { maxBytes: MAX_BYTES });
  expect(await stage.fetchFrom(`http://${server.host}/`)).toStrictEqual(TOO_LARGE);
  expect(await stage.names()).toStrictEqual([]);
});

it('ends a transfer that drips on and on, when its time is over', async () => {
  const server = await serve((_request, response) => drip(response, 5));
  const stage = await createStage([server.host], { timeoutMs: 200, idleTimeoutMs: 20_000 });
  expect(await stage.fetchFrom(`http://${server.host}/`)).toStrictEqual({
    outcome: 'later',
    detail: '127.0.0.1: TimeoutError',
  });
  expect(await stage.names()).toStrictEqual([]);
});

it('counts the time of redirects into the one bound', async () => {
  const server = await serve(({ url }, response) => {
    if (url === '/') response.writeHead(302, { location: '/silent' }).end();
  });
  const stage = await createStage([server.host], { timeoutMs: 200 });
  expect(await stage.fetchFrom(`http://${server.host}/`)).toMatchObject({ detail: '127.0.0.1: TimeoutError' });
  expect(server.requests.map(({ url }) => url)).toStrictEqual(['/', '/silent']);
});

it('ends a transfer that has fallen silent long before its time is over', async () => {
  const server = await serve((_request, response) => {
    response.writeHead(200).write(PNG);
  });
  const stage = await createStage([server.host], { idleTimeoutMs: 100 });
  expect(await stage.fetchFrom(`http://${server.host}/`)).toStrictEqual({
    outcome: 'later',
    detail: '127.0.0.1: UND_ERR_BODY_TIMEOUT',
  });
});

it('gives the next address its own time', async () => {
  const server = await serve(({ url }, response) => (url === '/drip' ? drip(response, 5) : void response.end(PNG)));
  const stage = await createStage([server.host], { timeoutMs: 200 });
  const answer = await stage.fetchFrom(`http://${server.host}/drip`, `http://${server.host}/file`);
  expect(answer).toMatchObject({ outcome: 'stored' });
});

/** Writes as fast as it is read, for ever. */
function pour(response: ServerResponse): void {
  const chunk = pngOf(16_384);
  const more = () => {
    while (response.writable && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

function drip(response: ServerResponse, everyMs: number): void {
  const timer = setInterval(() => response.write(PNG.subarray(0, 1)), everyMs);
  response.on('close', () => clearInterval(timer));
}
