import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStage, PNG, pngOf, sample, serve, serveBytes } from '#test/media/stage.ts';

const KEY = '01jd8k2x3v4w5y6z7a8b9c0d1e-0';

const gift = (url: string, more: { key?: string; maxBytes?: number } = {}) => ({
  key: KEY,
  url,
  maxBytes: 500_000,
  ...more,
});

describe('a member’s file', () => {
  it.each([
    ['still.jpg', { mediaType: 'image/jpeg', extension: 'jpg', width: 40, height: 30 }],
    ['film.mp4', { mediaType: 'video/mp4', extension: 'mp4', width: 48, height: 32, seconds: 2 }],
    ['tone.ogg', { mediaType: 'audio/ogg', extension: 'ogg', seconds: 1.5 }],
  ])('is kept under its key, with its measures, and read back to the last byte: %s', async (name, told) => {
    const bytes = await sample(name);
    const server = await serveBytes(bytes, { 'content-type': 'application/x-msdownload' });
    const stage = await createStage([server.host]);
    const answer = await stage.keep(gift(`http://${server.host}/attachments/1/2/evil.exe?ex=1&is=2&hm=3`));
    const file = { path: `inputs/${KEY}.${told.extension}`, bytes: bytes.length, ...told };
    expect(answer).toStrictEqual({ outcome: 'kept', file });
    expect(await stage.read(file)).toStrictEqual(bytes);
    expect(await stage.names('inputs')).toStrictEqual([`${KEY}.${told.extension}`]);
    expect(server.requests.map(({ url }) => url)).toStrictEqual(['/attachments/1/2/evil.exe?ex=1&is=2&hm=3']);
  });

  it('replaces what stood in its place, of another kind too, and nothing beside it', async () => {
    const server = await serve(({ url }, response) =>
      url === '/png' ? void response.end(PNG) : void sample('still.jpg').then((jpeg) => response.end(jpeg)),
    );
    const stage = await createStage([server.host]);
    const other = `${KEY}0`;
    await stage.keep(gift(`http://${server.host}/png`, { key: other }));
    await stage.keep(gift(`http://${server.host}/png`));
    await stage.keep(gift(`http://${server.host}/jpeg`));
    expect((await stage.names('inputs')).toSorted()).toStrictEqual([`${KEY}.jpg`, `${other}.png`]);
  });

  it('may stand in a folder of its job', async () => {
    const server = await serveBytes(PNG);
    const stage = await createStage([server.host]);
    const answer = await stage.keep(gift(`http://${server.host}/`, { key: 'job/0' }));
    expect(answer).toMatchObject({ file: { path: 'inputs/job/0.png' } });
  });
});

describe('what members can do wrong is an answer', () => {
  it.each([
    ['words', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
    ['a drawing that can carry a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['the same in UTF-16', Buffer.from('\ufeff<?xml version="1.0"?><svg/>', 'utf16le')],
    ['a program', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(60)])],
    ['an archive', Buffer.from('504b0506000000000000000000000000000000000000', 'hex')],
    ['a 3D model', Buffer.from('v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n')],
  ])('not_media: %s', async (_what, bytes) => {
    const server = await serveBytes(bytes, { 'content-type': 'image/png' });
    const stage = await createStage([server.host]);
    expect(await stage.keep(gift(`http://${server.host}/x.png`))).toStrictEqual({ outcome: 'not_media' });
    expect(await stage.names('inputs')).toStrictEqual([]);
  });

  it.each([true, false])('too_large, with a length told: %s', async (told) => {
    const server = await serve((_request, response) => {
      if (told) response.setHeader('content-length', 1_001);
      response.write(PNG);
      response.end(pngOf(1_001).subarray(PNG.length));
    });
    const stage = await createStage([server.host]);
    const answer = await stage.keep(gift(`http://${server.host}/`, { maxBytes: 1_000 }));
    expect(answer).toStrictEqual({ outcome: 'too_large', maxBytes: 1_000 });
    expect(await stage.keep(gift(`http://${server.host}/`, { maxBytes: 1_001 }))).toMatchObject({ outcome: 'kept' });
  });

  it('too_large for the store, whatever the caller would take', async () => {
    const server = await serveBytes(pngOf(1_001));
    const stage = await createStage([server.host], { maxBytes: 1_000 });
    expect(await stage.keep(gift(`http://${server.host}/`))).toStrictEqual({ outcome: 'too_large', maxBytes: 1_000 });
  });

  it.each(['http://127.0.0.1:1/', 'https://[::1]/x.png', 'http://169.254.169.254/latest', 'http://0x7f.1/'])(
    'unreachable, and no connection made, for an address inside: %s',
    async (url) => {
      const stage = await createStage([]);
      const { hostname } = new URL(url);
      expect(await stage.keep(gift(url))).toStrictEqual({
        outcome: 'unreachable',
        detail: `${hostname}: not a public address`,
      });
    },
  );

  it('unreachable when a redirect leads inside', async () => {
    const inside = await serveBytes(PNG);
    const outside = await serve((_request, response) =>
      response.writeHead(302, { location: `http://${inside.host}/` }).end(),
    );
    const stage = await createStage([outside.host]);
    expect(await stage.keep(gift(`http://${outside.host}/`))).toMatchObject({ outcome: 'unreachable' });
    expect(inside.connections()).toBe(0);
  });

  it.each(['data:image/png;base64,iVBORw0KGgo=', 'file:///etc/hostname', 'x', ''])('unreachable: %j', async (url) => {
    const stage = await createStage([]);
    expect(await stage.keep(gift(url))).toStrictEqual({
      outcome: 'unreachable',
      detail: 'not an http or https address',
    });
  });

  it.each([403, 404, 500])('unreachable after HTTP %i', async (status) => {
    const server = await serve((_request, response) => response.writeHead(status).end(PNG));
    const stage = await createStage([server.host]);
    expect(await stage.keep(gift(`http://${server.host}/`))).toMatchObject({ outcome: 'unreachable' });
  });
});

it('what stood in the place stays when its successor fails', async () => {
  const server = await serve(({ url }, response) => response.end(url === '/png' ? PNG : 'words'));
  const stage = await createStage([server.host]);
  await stage.keep(gift(`http://${server.host}/png`));
  await stage.keep(gift(`http://${server.host}/words`));
  expect(await readFile(join(stage.dir, 'inputs', `${KEY}.png`))).toStrictEqual(PNG);
});

it('a broken disk is an answer, and stands in the log', async () => {
  const server = await serveBytes(PNG);
  const stage = await createStage([server.host]);
  await writeFile(join(stage.dir, 'inputs'), 'a file where the folder should be');
  expect(await stage.keep(gift(`http://${server.host}/`))).toMatchObject({ outcome: 'unstored' });
  expect(stage.errors).toMatchObject([{ place: `inputs/${KEY}` }]);
});

it.each(['../x', 'a/../b', 'a/b/c', '/a', 'a.png', ''])('no key leads out of the inputs: %j', async (key) => {
  const stage = await createStage([]);
  await mkdir(join(stage.dir, 'inputs'));
  await expect(stage.keep(gift('http://127.0.0.1/', { key }))).rejects.toThrow('Not a key');
});
