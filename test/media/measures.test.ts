import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMeasuring } from '#media/measure.ts';
import { createStage, sample, serveBytes } from '#test/media/stage.ts';
import { tempDir } from '#test/support/temp-dir.ts';

async function fileOf(bytes: Uint8Array): Promise<Record<string, unknown>> {
  const server = await serveBytes(bytes);
  const stage = await createStage([server.host]);
  const answer = await stage.fetchFrom(`http://${server.host}/`);
  if (answer.outcome !== 'stored') throw new Error(answer.detail);
  const { path, ...file } = answer.file;
  return file;
}

describe('a real file is told by its content, its size in pixels and its seconds', () => {
  it.each([
    ['still.jpg', { mediaType: 'image/jpeg', extension: 'jpg', width: 40, height: 30 }],
    ['still.webp', { mediaType: 'image/webp', extension: 'webp', width: 40, height: 30 }],
    ['still.gif', { mediaType: 'image/gif', extension: 'gif', width: 40, height: 30 }],
    ['tone.mp3', { mediaType: 'audio/mpeg', extension: 'mp3', seconds: 1.656 }],
    ['unindexed.mp3', { mediaType: 'audio/mpeg', extension: 'mp3', seconds: 1.656 }],
    ['tone.ogg', { mediaType: 'audio/ogg', extension: 'ogg', seconds: 1.5 }],
    ['tone.flac', { mediaType: 'audio/flac', extension: 'flac', seconds: 1.5 }],
    ['tone.m4a', { mediaType: 'audio/x-m4a', extension: 'm4a', seconds: 1.5 }],
    ['film.mp4', { mediaType: 'video/mp4', extension: 'mp4', width: 48, height: 32, seconds: 2 }],
    ['film.webm', { mediaType: 'video/webm', extension: 'webm', width: 48, height: 32, seconds: 2 }],
    ['silent.mp4', { mediaType: 'video/mp4', extension: 'mp4', width: 48, height: 32, seconds: 2 }],
  ])('%s', async (name, told) => {
    const bytes = await sample(name);
    expect(await fileOf(bytes)).toStrictEqual({ ...told, bytes: bytes.length });
  });

  it('a PNG', async () => {
    const png = new Resvg('<svg xmlns="http://www.w3.org/2000/svg" width="123" height="45"/>').render().asPng();
    expect(await fileOf(png)).toMatchObject({ mediaType: 'image/png', width: 123, height: 45 });
  });

  it('a WAV', async () => {
    expect(await fileOf(wavOf(2.25))).toMatchObject({ mediaType: 'audio/wav', extension: 'wav', seconds: 2.25 });
  });
});

it('a film that is shown turned has the size that is seen', async () => {
  expect(await fileOf(await sample('turned.mp4'))).toMatchObject({ width: 32, height: 48 });
});

it('a photograph that is shown turned has the size that is seen', async () => {
  const jpeg = await sample('still.jpg');
  expect(await fileOf(turn(jpeg, 6))).toMatchObject({ width: 30, height: 40 });
  expect(await fileOf(turn(jpeg, 3))).toMatchObject({ width: 40, height: 30 });
});

it.each([
  ['sound-only.mp4', 'audio/mp4', 'm4a'],
  ['sound-only.webm', 'audio/webm', 'webm'],
])('a recording in a film’s container is a sound: %s', async (name, mediaType, extension) => {
  const file = await fileOf(await sample(name));
  expect(file).toMatchObject({ mediaType, extension, seconds: expect.closeTo(1.5, 1) });
  expect(file).not.toHaveProperty('width');
});

it.each(['film.mp4', 'film.webm', 'tone.flac', 'tone.ogg', 'still.jpg', 'still.webp'])(
  'half a file is stored all the same, with what can be told: %s',
  async (name) => {
    const bytes = await sample(name);
    const half = bytes.subarray(0, bytes.length >> 1);
    expect(await fileOf(half)).toMatchObject({ bytes: half.length });
  },
);

it('a playlist, which would lead to other addresses, is not opened', async () => {
  const inside = await serveBytes(wavOf(1));
  const list = `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://${inside.host}/1.ts\n#EXT-X-ENDLIST\n`;
  await expect(fileOf(Buffer.from(list))).rejects.toThrow('text instead of a media file');
  await fileOf(Buffer.concat([Buffer.from(list), Buffer.alloc(8)]));
  expect(inside.connections()).toBe(0);
});

it('a file on which a reader never comes to an end does not hold up anybody else', async () => {
  const flac = await sample('tone.flac');
  // No length told in the head, and cut off: whoever looks for the end looks for ever.
  flac[21] = (flac[21] ?? 0) & 0xf0;
  const endless = flac.fill(0, 22, 26).subarray(0, flac.length >> 1);
  const path = join(await tempDir(), 'endless.flac');
  await writeFile(path, endless);
  const type = { mediaType: 'audio/flac', extension: 'flac' };
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 1);
  const measuring = createMeasuring({ timeoutMs: 1_500 });
  onTestFinished(measuring.close);
  expect(await measuring.measure(path, type)).toStrictEqual(type);
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(20);
});

/** Silence: mono, 8 bits, 8 kHz. */
function wavOf(seconds: number): Buffer {
  const samples = Buffer.alloc(8000 * seconds, 0x80);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  for (const [at, value] of [
    [16, 16],
    [24, 8000],
    [28, 8000],
    [40, samples.length],
  ] as const)
    head.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    head.writeUInt16LE(value, at);
  head.write('data', 36, 'latin1');
  return Buffer.concat([head, samples]);
}

/** A JPEG with an Exif segment that says nothing but how it lies. */
function turn(jpeg: Buffer, orientation: number): Buffer {
  const tiff = Buffer.from(`4d4d002a0000000800010112000300000001000${orientation}0000000000000000`, 'hex');
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const mark = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), mark, exif, jpeg.subarray(2)]);
}
