import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCall } from '#providers/http/call.ts';
import { createPutFile } from '#providers/http/put-file.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';

const KEY = 'secret-key-0123456789';
const AUTHORIZATION = `Bearer ${KEY}`;

let service: LocalService;
beforeEach(async () => {
  service = await startService();
  service.answer(200, { ok: true });
});
afterEach(() => service[Symbol.asyncDispose]());

const call = (maxBodyBytes = 1_000) =>
  createCall({
    origin: service.origin,
    headers: { authorization: AUTHORIZATION },
    secrets: [KEY],
    connectTimeoutMs: 1_000,
    maxBodyBytes,
  });
const put = (allowsHttp = true) => createPutFile({ secrets: [KEY], allowsHttp, connectTimeoutMs: 1_000 });
const upload = (url: string, headers = {}) => ({
  url,
  bytes: new Uint8Array([0, 255, 10, 13]),
  mediaType: 'image/png',
  headers,
  timeoutMs: 1_000,
});

it('a GET has no body and carries the headers of the service', async () => {
  await call()({ method: 'GET', url: `${service.origin}/v1/x?y=1`, timeoutMs: 1_000 });
  const [seen] = service.seen;
  expect(seen).toMatchObject({
    method: 'GET',
    path: '/v1/x?y=1',
    body: null,
    headers: { authorization: AUTHORIZATION },
  });
  expect(seen?.headers).not.toHaveProperty('content-type');
});

it('a header given for one request goes once, in place of the usual one, however it is spelt', async () => {
  const headers = { Accept: 'audio/mpeg', AUTHORIZATION: 'Key other' };
  await call()({ url: `${service.origin}/x`, headers, body: { json: {} }, timeoutMs: 1_000 });
  expect(service.seen[0]?.headers).toMatchObject({ accept: 'audio/mpeg', authorization: 'Key other' });
});

it('a form goes as multipart, its files byte for byte', async () => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array([0, 255, 10, 13])], { type: 'image/png' }), 'a "b".png');
  form.append('note', 'süß');
  await call()({ url: `${service.origin}/upload`, body: { form }, timeoutMs: 1_000 });
  const { headers, raw } = service.seen[0] ?? {};
  expect(headers?.['content-length']).toBe(String(raw?.length));
  const read = await new Response(new Uint8Array(raw ?? []), {
    headers: { 'content-type': headers?.['content-type'] ?? '' },
  }).formData();
  const file = read.get('file');
  expect(file).toBeInstanceOf(File);
  expect(await (file as File).bytes()).toStrictEqual(new Uint8Array([0, 255, 10, 13]));
  expect((file as File).type).toBe('image/png');
  expect(read.get('note')).toBe('süß');
});

it('bytes go as they are, under their own type', async () => {
  const body = { bytes: new Uint8Array([0, 255, 10, 13]), mediaType: 'audio/wav' };
  await call()({ method: 'PUT', url: `${service.origin}/x`, body, timeoutMs: 1_000 });
  expect(service.seen[0]).toMatchObject({ method: 'PUT', headers: { 'content-type': 'audio/wav' } });
  expect(service.seen[0]?.raw).toStrictEqual(Buffer.from([0, 255, 10, 13]));
});

const sound = Buffer.from([0xff, 0xfb, 0x90, 0x00, 0x80]);
const sayBytes = (status: number) =>
  service.respond((response) => response.writeHead(status, { 'content-type': 'audio/mpeg' }).end(sound));

it('an answer in bytes is kept byte for byte where bytes are wanted', async () => {
  sayBytes(200);
  const exchange = await call()({ url: `${service.origin}/speech`, timeoutMs: 1_000, wantsBytes: true });
  expect(exchange).toStrictEqual({ outcome: 'answered', status: 200, bytes: expect.any(Uint8Array) });
  expect(exchange).toHaveProperty('bytes', sound);
});

it.each([
  ['where they are not wanted', 200, false],
  ['under an error', 500, true],
])('an answer in bytes is short text %s', async (_, status, wantsBytes) => {
  sayBytes(status);
  const exchange = await call()({ url: `${service.origin}/speech`, timeoutMs: 1_000, wantsBytes });
  expect(exchange).not.toHaveProperty('bytes');
  expect(exchange).toMatchObject({ status, text: expect.any(String) });
});

it('JSON is JSON even where bytes are wanted', async () => {
  const exchange = await call()({ url: `${service.origin}/speech`, timeoutMs: 1_000, wantsBytes: true });
  expect(exchange).toStrictEqual({ outcome: 'answered', status: 200, json: { ok: true } });
});

it('one request may have a bound of its own', async () => {
  service.answer(200, { long: 'x'.repeat(2_000) });
  const request = { url: `${service.origin}/x`, timeoutMs: 1_000 };
  expect(await call()(request)).toMatchObject({ outcome: 'unknown' });
  expect(await call()({ ...request, maxBodyBytes: 10_000 })).toMatchObject({ outcome: 'answered' });
});

it('an upload to a stranger carries the file, the headers given, and no key', async () => {
  const given = { 'Content-Type': 'image/webp', 'x-amz-meta-file-id': '0dce' };
  expect(await put()(upload(`${service.origin}/bucket/a?sig=1`, given))).toMatchObject({ status: 200 });
  const [seen] = service.seen;
  expect(seen).toMatchObject({
    method: 'PUT',
    path: '/bucket/a?sig=1',
    headers: { 'content-type': 'image/webp', 'x-amz-meta-file-id': '0dce' },
  });
  expect(seen?.headers).not.toHaveProperty('authorization');
  expect(seen?.raw).toStrictEqual(Buffer.from([0, 255, 10, 13]));
});

it('an upload that would carry a key is not made, wherever the key hides', async () => {
  await expect(put()(upload(`${service.origin}/a`, { authorization: AUTHORIZATION }))).rejects.toThrow('key');
  await expect(put()(upload(`${service.origin}/a?key=${KEY}`))).rejects.toThrow('key');
  expect(service.seen).toStrictEqual([]);
});

it('an upload to what is not encrypted, or no web address, is not sent', async () => {
  for (const url of [`${service.origin}/a`, 'ftp://files.example/a', 'file:///etc/passwd', 'nonsense']) {
    expect(await put(false)(upload(url))).toMatchObject({ outcome: 'not_sent' });
  }
  expect(service.seen).toStrictEqual([]);
});

it('an upload that is redirected stays where it was', async () => {
  await using elsewhere = await startService();
  service.answer(307, {}, { location: `${elsewhere.origin}/a` });
  expect(await put()(upload(`${service.origin}/a`))).toMatchObject({ outcome: 'answered', status: 307 });
  expect(elsewhere.seen).toStrictEqual([]);
});
