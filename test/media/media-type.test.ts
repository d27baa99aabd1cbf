import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createStage, JOB_ID, PNG, pngOf, serveBytes } from '#test/media/stage.ts';

const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb004300', 'hex');
const WEBP = Buffer.concat([Buffer.from('RIFF\x24\x00\x00\x00WEBPVP8 ', 'latin1'), Buffer.alloc(24)]);
const MP4 = Buffer.concat([
  Buffer.from('\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42', 'latin1'),
  Buffer.alloc(64),
]);
const GLB = Buffer.concat([Buffer.from('glTF\x02\x00\x00\x00\x20\x00\x00\x00', 'latin1'), Buffer.alloc(20)]);
const ELF = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(60)]);
const NAMELESS = Buffer.from([0, 1, 2, 3, 250, 251, 252, 253]);

it.each([
  ['image/png', 'png', PNG],
  ['image/jpeg', 'jpg', JPEG],
  ['image/webp', 'webp', WEBP],
  ['video/mp4', 'mp4', MP4],
  ['model/gltf-binary', 'glb', GLB],
  ['application/octet-stream', 'bin', NAMELESS],
])('%s is told by its content, whatever name and header claim', async (mediaType, extension, bytes) => {
  const server = await serveBytes(bytes, { 'content-type': 'text/plain' });
  const stage = await createStage([server.host]);
  expect(await stage.fetchFrom(`http://${server.host}/x.exe`)).toStrictEqual({
    outcome: 'stored',
    file: {
      path: `${JOB_ID}/0.${extension}`,
      mediaType,
      extension,
      bytes: bytes.length,
      ...(bytes === PNG && { width: 1, height: 1 }),
    },
  });
});

it('a PNG with broken chunks is a PNG still', async () => {
  const broken = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(400, 0xd7)]);
  const server = await serveBytes(broken);
  const stage = await createStage([server.host]);
  expect(await stage.fetchFrom(`http://${server.host}/x`)).toMatchObject({
    outcome: 'stored',
    file: { mediaType: 'image/png', extension: 'png', bytes: broken.length },
  });
});

it('a program goes out as nameless bytes, even when it claims to be a picture', async () => {
  const server = await serveBytes(ELF, { 'content-type': 'image/png' });
  const stage = await createStage([server.host]);
  expect(await stage.fetchFrom(`http://${server.host}/x.png`)).toMatchObject({
    file: { path: `${JOB_ID}/0.bin`, mediaType: 'application/octet-stream' },
  });
});

it.each([
  ['a page', '<!doctype html><title>404</title><p>Seite nicht gefunden, tschüß'],
  ['a message', '{"status":"error","message":"expired"}'],
  ['a drawing that can carry a script', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['one word, which could be base64 of something', 'NotFound'],
  ['nothing', ''],
])('%s is not media, even under HTTP 200 and an image type', async (_what, text) => {
  const server = await serveBytes(Buffer.from(text), { 'content-type': 'image/png' });
  const stage = await createStage([server.host]);
  expect(await stage.fetchFrom(`http://${server.host}/x.png`)).toStrictEqual({
    outcome: 'later',
    detail: 'text instead of a media file',
  });
  expect(await stage.names()).toStrictEqual([]);
});

const LARGE = pngOf(200_003);

it.each([
  ['a small one', PNG, PNG.toString('base64')],
  ['a large one', LARGE, LARGE.toString('base64')],
  ['one in lines', LARGE, `${LARGE.toString('base64').replace(/.{76}/g, '$&\r\n')}\n`],
  ['one with a data prefix', LARGE, `data:image/png;base64,${LARGE.toString('base64')}`],
])('an image that came as base64 text is decoded: %s', async (_what, image, text) => {
  const server = await serveBytes(Buffer.from(text), { 'content-type': 'text/plain' });
  const stage = await createStage([server.host]);
  expect(await stage.fetchFrom(`http://${server.host}/x.png`)).toMatchObject({
    outcome: 'stored',
    file: { mediaType: 'image/png', bytes: image.length },
  });
  expect(await stage.names()).toStrictEqual(['0.png']);
  expect(await readFile(join(stage.dir, JOB_ID, '0.png'))).toStrictEqual(image);
});

it('base64 that turns into something else halfway is not media', async () => {
  const server = await serveBytes(Buffer.from(`${LARGE.toString('base64').slice(0, 100_000)}<p>Bad gateway`));
  const stage = await createStage([server.host]);
  expect(await stage.fetchFrom(`http://${server.host}/x.png`)).toMatchObject({ outcome: 'later' });
  expect(await stage.names()).toStrictEqual([]);
});
