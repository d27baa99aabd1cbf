import { readFile, stat, watch, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { StoredFile } from '#domain/artifact.ts';
import { film, HAS_FFMPEG, probe, SEARCH_PATH } from '#test/media/ffmpeg.ts';
import { createStage, JOB_ID, sample, serveBytes } from '#test/media/stage.ts';

const MOVING = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360:d=4:r=25'];
const TONE = ['-f', 'lavfi', '-i', 'anoisesrc=d=4:c=pink'];
const FAST = ['-preset', 'ultrafast', '-shortest'];

async function stageWith(bytes: Uint8Array, ...[searchPath]: readonly (string | undefined)[]) {
  const server = await serveBytes(bytes);
  const stage = await createStage([server.host], {
    maxBytes: 50_000_000,
    ...(searchPath !== undefined && { searchPath }),
  });
  const answer = await stage.fetchFrom(`http://${server.host}/`);
  if (answer.outcome !== 'stored') throw new Error(answer.detail);
  return { stage, file: answer.file };
}

async function shrunk(bytes: Uint8Array, share: number) {
  const { stage, file } = await stageWith(bytes, SEARCH_PATH);
  const maxBytes = Math.floor(file.bytes * share);
  const small = await stage.shrink(file, maxBytes);
  if (!small) throw new Error('no smaller version');
  expect(small.bytes).toBeLessThanOrEqual(maxBytes);
  expect(small.path).toBe(`${JOB_ID}/0.max${maxBytes}.${small.extension}`);
  return { file, small, maxBytes, path: stage.locate(small), names: await stage.names() };
}

const ratio = ({ width = 0, height = 1 }: StoredFile): number => width / height;

describe.skipIf(!HAS_FFMPEG)('a smaller version of a film (needs ffmpeg on the PATH)', () => {
  it('fits its bound, is as long and as wide, plays everywhere and begins to play at once', async () => {
    const bytes = film('a.mp4', [...MOVING, ...TONE, ...FAST, '-crf', '12']);
    const { small, file, path, names, maxBytes } = await shrunk(bytes, 0.5);
    expect(small).toMatchObject({ mediaType: 'video/mp4', extension: 'mp4', width: 640, height: 360 });
    expect(Math.abs((small.seconds ?? 0) - (file.seconds ?? 0))).toBeLessThan(0.2);
    expect(probe(path, 'stream=codec_name,pix_fmt').split('\n').toSorted()).toStrictEqual(['aac', 'h264,yuv420p']);
    const content = await readFile(path);
    expect(content.indexOf('moov')).toBeLessThan(content.indexOf('mdat'));
    expect(small.bytes).toBeGreaterThan(maxBytes / 3);
    expect(names.toSorted()).toStrictEqual(['0.mp4', `0.max${maxBytes}.mp4`].toSorted());
  });

  it('has fewer pixels where the bits would not do, of the same shape, and even sides', async () => {
    const { small, file, path } = await shrunk(film('a.mp4', [...MOVING, ...TONE, ...FAST, '-crf', '1']), 0.03);
    expect(small.width).toBeLessThan(file.width ?? 0);
    const [width = 1, height = 1] = probe(path, 'stream=width,height').split(',').map(Number);
    expect([width % 2, height % 2]).toStrictEqual([0, 0]);
    expect(ratio(small)).toBeCloseTo(ratio(file), 1);
  });

  it('lies as the original is shown', async () => {
    const lying = film('a.mp4', [...MOVING, ...FAST, '-crf', '12']);
    const { stage } = await stageWith(lying);
    const turned = film('b.mp4', ['-i', join(stage.dir, JOB_ID, '0.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90']);
    const { small, file } = await shrunk(turned, 0.5);
    expect([file.width, small.width]).toStrictEqual([360, 360]);
  });

  it.each([
    ['webm', ['-c:v', 'libvpx', '-b:v', '3M', '-t', '1.5', '-deadline', 'realtime', '-cpu-used', '8']],
    ['mkv', [...FAST, '-crf', '12']],
    ['mov', [...FAST, '-crf', '12']],
  ])('is an MP4 whatever it was: %s', async (extension, codec) => {
    const { small } = await shrunk(film(`a.${extension}`, [...MOVING, ...codec]), 0.5);
    expect(small).toMatchObject({ mediaType: 'video/mp4', width: 640 });
  });

  it('is not to be had for a bound at which nobody would see anything', async () => {
    const { stage, file } = await stageWith(film('a.mp4', [...MOVING, ...FAST]), SEARCH_PATH);
    expect(await stage.shrink(file, 20_000)).toBeUndefined();
    expect(await stage.names()).toStrictEqual(['0.mp4']);
  });

  it('is not to be had of half a film or of a list of addresses that poses as one', async () => {
    const bytes = film('a.mp4', [...MOVING, ...FAST]);
    const { stage, file } = await stageWith(bytes.subarray(0, bytes.length >> 1), SEARCH_PATH);
    expect(await stage.shrink(file, 60_000)).toBeUndefined();
    const inside = await serveBytes(bytes);
    await writeFile(join(stage.dir, JOB_ID, '2.mp4'), bytes);
    const lists = [
      `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttp://${inside.host}/1.ts\n#EXT-X-ENDLIST\n`,
      "ffconcat version 1.0\nfile '2.mp4'\n",
    ];
    for (const [at, list] of lists.entries()) {
      const content = list + '#'.repeat(200_000);
      await writeFile(join(stage.dir, JOB_ID, `${at + 3}.mp4`), content);
      const path = `${JOB_ID}/${at + 3}.mp4`;
      const posing = { ...file, path, bytes: content.length, width: 640, height: 360, seconds: 4 };
      expect(await stage.shrink(posing, 150_000)).toBeUndefined();
    }
    expect(inside.connections()).toBe(0);
    expect(stage.errors).toStrictEqual([]);
  });

  it('is broken off when the store is closed', async () => {
    const long = film('a.mp4', ['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:d=20:r=30', ...FAST]);
    const { stage, file } = await stageWith(long, SEARCH_PATH);
    const changes = watch(join(stage.dir, JOB_ID));
    const answer = stage.shrink(file, Math.floor(file.bytes / 2));
    for await (const { filename } of changes) {
      const written = filename?.endsWith('.part') && (await stat(join(stage.dir, JOB_ID, filename))).size;
      if (written) break;
    }
    await stage.close();
    expect(await answer).toBeUndefined();
    expect(await stage.names()).toStrictEqual(['0.mp4']);
  });
});

describe.skipIf(!HAS_FFMPEG)('a smaller version of a sound (needs ffmpeg on the PATH)', () => {
  it.each([
    ['wav', 0.3, 'audio/mpeg'],
    ['wav', 0.03, 'audio/ogg'],
    ['flac', 0.2, 'audio/mpeg'],
    ['mp3', 0.5, 'audio/ogg'],
    ['ogg', 0.5, 'audio/ogg'],
    ['m4a', 0.5, 'audio/ogg'],
  ])('%s to a share of %f', async (extension, share, mediaType) => {
    const { small, file } = await shrunk(film(`a.${extension}`, TONE), share);
    expect(small.mediaType).toBe(mediaType);
    expect(Math.abs((small.seconds ?? 0) - (file.seconds ?? 0))).toBeLessThan(0.2);
  });

  it('is not to be had for a bound at which nobody would hear anything', async () => {
    const { stage, file } = await stageWith(film('a.wav', TONE), SEARCH_PATH);
    expect(await stage.shrink(file, 3_000)).toBeUndefined();
  });
});

it.each([
  ['found', SEARCH_PATH, HAS_FFMPEG],
  ['no search path', undefined, false],
  ['a search path without it', '/nonexistent', false],
])('sounds have a smaller version where ffmpeg is found, images always: %s', async (_where, searchPath, found) => {
  const { stage, file } = await stageWith(await sample('tone.flac'), searchPath);
  expect(Boolean(await stage.shrink(file, file.bytes - 500))).toBe(found);
  const picture = await sharp({ create: { width: 99, height: 99, channels: 3, background: 'red' } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const { stage: other, file: image } = await stageWith(picture, searchPath);
  expect(await other.shrink(image, image.bytes - 1)).toMatchObject({ mediaType: 'image/jpeg' });
  expect(stage.errors).toStrictEqual([]);
});
