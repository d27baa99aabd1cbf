import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sharp } from 'sharp';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StoredFile } from '#domain/artifact.ts';
import { createMeasuring } from '#media/measure.ts';
import type { Program } from '#media/shrink/programs.ts';
import { createPrograms } from '#media/shrink/programs.ts';
import { createShrink } from '#media/shrink/shrink.ts';
import { createStage, JOB_ID, sample, serveBytes } from '#test/media/stage.ts';

type Stage = Awaited<ReturnType<typeof createStage>>;

/** A store that holds this one file. */
async function stageWith(bytes: Uint8Array): Promise<{ stage: Stage; file: StoredFile }> {
  const server = await serveBytes(bytes);
  const stage = await createStage([server.host], { maxBytes: 50_000_000 });
  const answer = await stage.fetchFrom(`http://${server.host}/`);
  if (answer.outcome !== 'stored') throw new Error(answer.detail);
  return { stage, file: answer.file };
}

/** Noise, the worst to make smaller, over a gradient; the same at every run. */
function noise(width: number, height: number, channels: 3 | 4 = 3, strength = 255): Sharp {
  const pixels = Buffer.alloc(width * height * channels);
  let seed = 1;
  for (let at = 0; at < pixels.length; at++) {
    seed = (seed * 48_271) % 2_147_483_647;
    pixels[at] = ((at / channels / width) % 128) + (seed % strength) / 2;
  }
  return sharp(pixels, { raw: { width, height, channels } });
}

async function shrunk(bytes: Uint8Array, maxBytes: number) {
  const { stage, file } = await stageWith(bytes);
  const small = await stage.shrink(file, maxBytes);
  if (!small) throw new Error('no smaller version');
  return { stage, file, small, content: await readFile(stage.locate(small)) };
}

describe('a smaller version of an image', () => {
  it.each([
    ['a little too large: as wide as it was', 0.12, 600],
    ['much too large: fewer pixels', 0.03, undefined],
    ['far too large: a thumbnail', 0.008, undefined],
  ])('fits its bound and nearly fills it, %s', async (_how, share, width) => {
    const png = await noise(600, 400).blur(1.2).png().toBuffer();
    const maxBytes = Math.floor(png.length * share);
    const { small, content } = await shrunk(png, maxBytes);
    expect(small).toMatchObject({ mediaType: 'image/jpeg', extension: 'jpg', bytes: content.length });
    expect(small.path).toBe(`${JOB_ID}/0.max${maxBytes}.jpg`);
    expect(content.length).toBeLessThanOrEqual(maxBytes);
    expect(content.length).toBeGreaterThan(maxBytes * 0.4);
    if (width !== undefined) expect(small.width).toBe(width);
    expect((small.width ?? 0) / (small.height ?? 1)).toBeCloseTo(1.5, 1);
    expect(small.width).toBeLessThanOrEqual(600);
  });

  it('lies as the original is shown, and tells nothing of the camera', async () => {
    const jpeg = await noise(300, 200).withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer();
    const { file, small, content } = await shrunk(jpeg, Math.floor(jpeg.length / 4));
    expect(file).toMatchObject({ width: 200, height: 300 });
    expect(small.height).toBeGreaterThan(small.width ?? 0);
    const { orientation = 1, exif } = await sharp(content).metadata();
    expect({ orientation, exif }).toStrictEqual({ orientation: 1, exif: undefined });
  });

  it('stays transparent where it was', async () => {
    const png = await noise(300, 300, 4).png().toBuffer();
    const { small, content } = await shrunk(png, Math.floor(png.length / 3));
    expect(small.mediaType).toBe('image/webp');
    expect(await sharp(content).metadata()).toMatchObject({ format: 'webp', hasAlpha: true });
  });

  it('is a JPEG when an alpha channel had nothing to say', async () => {
    const png = await noise(200, 200).ensureAlpha().png().toBuffer();
    expect((await shrunk(png, Math.floor(png.length / 3))).small.mediaType).toBe('image/jpeg');
  });

  it.each(['gif', 'webp'] as const)('goes on moving when it moved: %s', async (format) => {
    const frames = await Promise.all(
      [1, 2, 3].map((at) =>
        noise(160, 120, 3, 60 * at)
          .png()
          .toBuffer(),
      ),
    );
    const moving = sharp(frames, { join: { animated: true } });
    const bytes = await (format === 'gif'
      ? moving.gif({ delay: [80, 90, 100] })
      : moving.webp({ lossless: true })
    ).toBuffer();
    const { small, content } = await shrunk(bytes, Math.floor(bytes.length / 3));
    expect(small).toMatchObject({ mediaType: `image/${format}` });
    expect(await sharp(content, { animated: true }).metadata()).toMatchObject({
      pages: 3,
      ...(format === 'gif' && { delay: [80, 90, 100] }),
    });
    expect((small.width ?? 0) / (small.height ?? 1)).toBeCloseTo(4 / 3, 1);
  });
});

describe('made once', () => {
  it('for each bound, however many ask at the same time; and what is not to be had is tried once', async () => {
    const { stage, file } = await stageWith(await noise(300, 200).png().toBuffer());
    const asked: string[] = [];
    const programs = createPrograms({ searchPath: undefined });
    const run = (program: Program) => {
      asked.push(program.args.at(-1) ?? '');
      return programs.run(program);
    };
    const measuring = createMeasuring();
    onTestFinished(measuring.close);
    const silent = () => {};
    const logger = { debug: silent, info: silent, warn: silent, error: silent };
    const shrink = createShrink({ dir: stage.dir, measuring, programs: { run }, logger });
    const [one, same, other] = await Promise.all([20_000, 20_000, 10_000].map((bytes) => shrink(file, bytes)));
    expect(one).toStrictEqual(same);
    expect(other).not.toStrictEqual(one);
    expect((await stage.names()).toSorted()).toStrictEqual(['0.max10000.jpg', '0.max20000.jpg', '0.png']);
    await shrink(file, 20_000);
    expect(asked.toSorted()).toStrictEqual(['10000', '20000']);
    await writeFile(stage.locate(file), Buffer.alloc(file.bytes));
    for (let at = 0; at < 3; at++) expect(await shrink(file, 5_000)).toBeUndefined();
    expect(asked.slice(2)).toStrictEqual(['5000']);
  });

  it('and found again by the next process, even when the original is gone', async () => {
    const { stage, file } = await stageWith(await noise(300, 200).png().toBuffer());
    const made = await stage.shrink(file, 20_000);
    const digest = createHash('sha256')
      .update(await readFile(join(stage.dir, `${JOB_ID}/0.max20000.jpg`)))
      .digest('hex');
    await rm(stage.locate(file));
    await stage.close();
    const next = await createStage([], { dir: stage.dir });
    const found = await next.shrink(file, 20_000);
    expect(found).toStrictEqual(made);
    if (found)
      expect(
        createHash('sha256')
          .update(await readFile(next.locate(found)))
          .digest('hex'),
      ).toBe(digest);
  });

  it.each([
    ['nothing', () => Buffer.alloc(0)],
    ['words', () => Buffer.from('not an image')],
    ['an image that is too large', () => noise(400, 400).jpeg().toBuffer()],
    ['no image but a sound', () => sample('tone.mp3')],
  ])('anew when what was there is no image that fits: %s', async (_what, planted) => {
    const { stage, file } = await stageWith(await noise(300, 200).png().toBuffer());
    await writeFile(join(stage.dir, JOB_ID, '0.max20000.jpg'), await planted());
    const made = await stage.shrink(file, 20_000);
    expect(made).toMatchObject({ mediaType: 'image/jpeg', width: expect.any(Number) });
    expect(made?.bytes).toBeLessThanOrEqual(20_000);
  });

  it('and forgotten when another original takes the place', async () => {
    const bytes = await noise(300, 200).png().toBuffer();
    const server = await serveBytes(bytes);
    const stage = await createStage([server.host], { maxBytes: 50_000_000 });
    const answer = await stage.fetchFrom(`http://${server.host}/`);
    if (answer.outcome === 'stored') await stage.shrink(answer.file, 20_000);
    await stage.fetchFrom(`http://${server.host}/`);
    expect(await stage.names()).toStrictEqual(['0.png']);
  });
});

describe('there is none', () => {
  it('of what fits already: it is its own', async () => {
    const { stage, file } = await stageWith(await sample('still.jpg'));
    expect(await stage.shrink(file, file.bytes)).toStrictEqual(file);
    expect(await stage.names()).toStrictEqual(['0.jpg']);
  });

  it.each([0, 1, 100, 300])('for a bound of %i bytes', async (maxBytes) => {
    const { stage, file } = await stageWith(await noise(100, 100).png().toBuffer());
    expect(await stage.shrink(file, maxBytes)).toBeUndefined();
    expect(await stage.names()).toStrictEqual(['0.png']);
  });

  it('of a model, of words, of nameless bytes', async () => {
    const stage = await createStage([]);
    for (const mediaType of ['model/gltf-binary', 'text/plain', 'application/zip', 'application/octet-stream']) {
      const file = { path: `${JOB_ID}/0.bin`, mediaType, extension: 'bin', bytes: 10_000 };
      expect(await stage.shrink(file, 5_000)).toBeUndefined();
    }
  });

  it('of what only begins like an image, nor of one whose reader is not let in', async () => {
    const broken = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(4_000, 0xd7)]);
    const { stage, file } = await stageWith(broken);
    expect(await stage.shrink(file, 2_000)).toBeUndefined();
    const drawing = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">${' '.repeat(9_000)}</svg>`;
    await writeFile(join(stage.dir, JOB_ID, '1.png'), drawing);
    const posing = { path: `${JOB_ID}/1.png`, mediaType: 'image/png', extension: 'png', bytes: drawing.length };
    expect(await stage.shrink(posing, 5_000)).toBeUndefined();
    expect(await stage.names()).toStrictEqual(['0.png', '1.png']);
  });

  it('of a bomb: few bytes that unpack to more pixels than anybody draws', async () => {
    const bomb = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const { stage, file } = await stageWith(bomb);
    expect(file).toMatchObject({ width: 12_000, height: 9_000 });
    expect(await stage.shrink(file, bomb.length - 1)).toBeUndefined();
  });

  it('of a file that is gone, nor of one that is not what it was', async () => {
    const { stage, file } = await stageWith(await noise(100, 100).png().toBuffer());
    expect(await stage.shrink({ ...file, bytes: file.bytes + 1 }, 5_000)).toBeUndefined();
    await rm(stage.locate(file));
    expect(await stage.shrink(file, 5_000)).toBeUndefined();
    expect(await readdir(dirname(stage.locate(file)))).toStrictEqual([]);
  });

  it('once the store is closed', async () => {
    const { stage, file } = await stageWith(await noise(2_000, 2_000).png().toBuffer());
    const answer = stage.shrink(file, 20_000);
    await stage.close();
    expect(await answer).toBeUndefined();
    expect(await stage.names()).toStrictEqual(['0.png']);
    await stage.close();
  });
});

it('truncated and flipped images end in a smaller version or in none, and in no fault of ours', async () => {
  const png = await noise(200, 200).png().toBuffer();
  const broken = [0.1, 0.5, 0.9].map((share) => png.subarray(0, Math.floor(png.length * share)));
  for (const at of [20, 45, 1_000, 40_000]) {
    const flipped = Buffer.from(png);
    flipped[at] = (flipped[at] ?? 0) ^ 0x55;
    broken.push(flipped);
  }
  for (const bytes of broken) {
    const { stage, file } = await stageWith(bytes);
    const small = await stage.shrink(file, 6_000);
    if (small) expect(small.bytes).toBeLessThanOrEqual(6_000);
    expect(stage.errors).toStrictEqual([]);
  }
});
