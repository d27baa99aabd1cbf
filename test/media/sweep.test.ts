import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MediaBounds } from '#domain/ports/media-store.ts';
import { sweepFolder } from '#media/sweep-folder.ts';
import { createStage } from '#test/media/stage.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const NOW = Date.now();

const [ONE, TWO, THREE] = ['01jd8k2x3v4w5y6z7a8b9c0d1a', '01jd8k2x3v4w5y6z7a8b9c0d1b', '01jd8k2x3v4w5y6z7a8b9c0d1c'];

const bounds = (wished: Partial<MediaBounds> = {}): MediaBounds => ({
  now: NOW,
  maxAgeMs: 30 * DAY_MS,
  maxBytes: Infinity,
  inputsLifeMs: 7 * DAY_MS,
  needed: new Set(),
  ...wished,
});

/** A store of files: path, age in days, bytes. */
async function storeOf(...files: readonly (readonly [path: string, days: number, bytes?: number])[]) {
  const stage = await createStage([]);
  for (const [path, days, bytes = 100] of files) await put(join(stage.dir, path), days, bytes);
  const left = async () => {
    const entries = await readdir(stage.dir, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name).slice(stage.dir.length + 1))
      .toSorted();
  };
  return { ...stage, left };
}

async function put(path: string, days: number, bytes: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, Buffer.alloc(bytes));
  const at = new Date(NOW - days * DAY_MS);
  await utimes(path, at, at);
}

describe('what is older than it may be', () => {
  it('goes, whatever it is, and its empty folder with it; the rest stays', async () => {
    const store = await storeOf(
      [`${ONE}/0.png`, 31],
      [`${ONE}/0.max1000.jpg`, 31],
      [`inputs/${THREE}/0.png`, 31],
      ['inputs/older-0.png', 31],
      [`${TWO}/0.png`, 31],
      [`${TWO}/1.mp4`, 29, 250],
      ['inputs/younger/0.jpg', 29],
    );
    expect(await store.sweep(bounds())).toStrictEqual({ removed: 5, bytes: 350 });
    expect(await store.left()).toStrictEqual([`${TWO}/1.mp4`, 'inputs/younger/0.jpg'].toSorted());
    expect((await readdir(store.dir)).toSorted()).toStrictEqual([TWO, 'inputs']);
    expect(await readdir(join(store.dir, 'inputs'))).toStrictEqual(['younger']);
    expect(await store.sweep(bounds())).toStrictEqual({ removed: 0, bytes: 350 });
  });

  it('stays while its job needs it', async () => {
    const store = await storeOf([`${ONE}/0.png`, 400], [`${TWO}/0.png`, 400], [`inputs/${ONE}/0.png`, 400]);
    expect(await store.sweep(bounds({ needed: new Set([ONE]) }))).toStrictEqual({ removed: 1, bytes: 200 });
    expect(await store.left()).toStrictEqual([`${ONE}/0.png`, `inputs/${ONE}/0.png`]);
  });

  it('stays for ever where there is no bound', async () => {
    const store = await storeOf([`${ONE}/0.png`, 4_000]);
    expect(await store.sweep(bounds({ maxAgeMs: Infinity }))).toStrictEqual({ removed: 0, bytes: 100 });
  });

  it('stays, if a member gave it, for as long as a job may come to need it', async () => {
    const store = await storeOf(['inputs/young/0.png', 6], ['inputs/old/0.png', 8], [`${ONE}/0.png`, 6]);
    expect(await store.sweep(bounds({ maxAgeMs: DAY_MS, maxBytes: 0 }))).toStrictEqual({ removed: 2, bytes: 100 });
    expect(await store.left()).toStrictEqual(['inputs/young/0.png']);
  });
});

describe('what is more than there may be', () => {
  it('goes oldest first, and no file more than has to', async () => {
    const store = await storeOf(
      [`${ONE}/0.png`, 3],
      [`${ONE}/1.png`, 1],
      [`${TWO}/0.png`, 2],
      ['inputs/key/0.png', 8],
      [`${THREE}/0.png`, 4],
    );
    expect(await store.sweep(bounds({ maxBytes: 250 }))).toStrictEqual({ removed: 3, bytes: 200 });
    expect(await store.left()).toStrictEqual([`${ONE}/1.png`, `${TWO}/0.png`]);
  });

  it('is exactly what there may be: all of it stays', async () => {
    const store = await storeOf([`${ONE}/0.png`, 3], [`${TWO}/0.png`, 2]);
    expect(await store.sweep(bounds({ maxBytes: 200 }))).toStrictEqual({ removed: 0, bytes: 200 });
    expect(await store.sweep(bounds({ maxBytes: 199 }))).toStrictEqual({ removed: 1, bytes: 100 });
  });

  it('stays when everything is needed, or younger than the list of what is needed', async () => {
    const store = await storeOf([`${ONE}/0.png`, 3], [`${TWO}/0.png`, -0.01], ['inputs/key/0.png', 1]);
    const answer = await store.sweep(bounds({ maxBytes: 0, needed: new Set([ONE]) }));
    expect(answer).toStrictEqual({ removed: 0, bytes: 300 });
  });
});

describe('what a dead process left', () => {
  it('goes after an hour: parts, also of a job that is needed, and folders without a file', async () => {
    const store = await storeOf(
      [`${ONE}/.0.aaaa.part`, 1.5 / 24],
      [`${ONE}/.1.bbbb.part`, 0.5 / 24],
      [`inputs/key/.0.cccc.part`, 1.5 / 24],
    );
    await mkdir(join(store.dir, TWO));
    await mkdir(join(store.dir, THREE));
    await utimes(join(store.dir, TWO), new Date(NOW - 2 * HOUR_MS), new Date(NOW - 2 * HOUR_MS));
    const answer = await store.sweep(bounds({ needed: new Set([ONE]), maxBytes: 0 }));
    expect(answer).toStrictEqual({ removed: 2, bytes: 100 });
    expect(await store.left()).toStrictEqual([`${ONE}/.1.bbbb.part`]);
    expect((await readdir(store.dir)).toSorted()).toStrictEqual([ONE, THREE, 'inputs'].toSorted());
  });
});

describe('a sweep stays in the store', () => {
  it('and follows no link out of it, to a folder or to a file', async () => {
    const outside = await tempDir();
    await put(join(outside, '0.png'), 400, 100);
    const store = await storeOf([`${ONE}/0.png`, 400]);
    await symlink(outside, join(store.dir, TWO));
    await mkdir(join(store.dir, THREE));
    await symlink(join(outside, '0.png'), join(store.dir, THREE, '0.png'));
    await mkdir(join(store.dir, 'inputs'));
    await symlink(outside, join(store.dir, 'inputs', 'key'));
    expect(await store.sweep(bounds({ maxBytes: 0 }))).toStrictEqual({ removed: 1, bytes: 0 });
    expect(await readdir(outside)).toStrictEqual(['0.png']);
  });

  it('and leaves alone what is not the store’s', async () => {
    const files = ['bowerbird.db', 'lost+found/0.png', `${ONE}/deep/0.png`, 'inputs/key/deep/0.png'];
    const store = await storeOf(...files.map((path) => [path, 400] as const));
    expect(await store.sweep(bounds({ maxBytes: 0 }))).toStrictEqual({ removed: 0, bytes: 0 });
    expect(await store.left()).toStrictEqual(files.toSorted());
  });

  it('and finds nothing where there is no store yet', async () => {
    const store = await createStage([], { dir: join(await tempDir(), 'media') });
    expect(await store.sweep(bounds())).toStrictEqual({ removed: 0, bytes: 0 });
  });
});

it('two sweeps at a time, and files that vanish meanwhile, are no error', async () => {
  const files = Array.from({ length: 300 }, (_, at) => [`job${at}/0.png`, 400] as const);
  const store = await storeOf(...files);
  const vanish = Promise.all(files.slice(0, 100).map(([path]) => rm(join(store.dir, path), { force: true })));
  const [one, other] = await Promise.all([store.sweep(bounds()), store.sweep(bounds()), vanish]);
  expect([one.bytes, other.bytes]).toStrictEqual([0, 0]);
  expect(await store.left()).toStrictEqual([]);
});

it('thousands of files hold up nobody', async () => {
  const store = await storeOf();
  await Promise.all(
    Array.from({ length: 40 }, async (_, job) => {
      await mkdir(join(store.dir, `job${job}`));
      for (let at = 0; at < 250; at++) await writeFile(join(store.dir, `job${job}`, `${at}.png`), '');
    }),
  );
  let longest = 0;
  let last = performance.now();
  const ticking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  expect(await store.sweep(bounds({ now: NOW + DAY_MS, maxAgeMs: HOUR_MS }))).toStrictEqual({
    removed: 10_000,
    bytes: 0,
  });
  clearInterval(ticking);
  expect(longest).toBeLessThan(250);
  expect(existsSync(join(store.dir, 'job0'))).toBe(false);
});

it('one sweep does so much and no more, old before large; the next goes on', async () => {
  const { dir, left } = await storeOf(...[1, 2, 3, 40, 50].map((days) => [`job${days}/0.png`, days] as const));
  const order = { dir, bounds: bounds({ maxBytes: 100 }) };
  expect(sweepFolder(order, 3)).toStrictEqual({ removed: 3, bytes: 200 });
  expect(await left()).toStrictEqual(['job1/0.png', 'job2/0.png']);
  expect(sweepFolder(order, 3)).toStrictEqual({ removed: 1, bytes: 100 });
  expect(await left()).toStrictEqual(['job1/0.png']);
});

it('a sweep that is under way when the store closes rejects', async () => {
  const store = await storeOf([`${ONE}/0.png`, 400]);
  const answer = expect(store.sweep(bounds())).rejects.toThrow('broken off');
  await store.close();
  await answer;
});
