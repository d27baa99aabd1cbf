import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { createMeasuring } from '#media/measure.ts';
import { withPart } from '#media/part.ts';
import { recognise } from '#media/recognise.ts';
import { sample } from '#test/media/stage.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const SAMPLES = [
  ...['film.mp4', 'film.webm', 'silent.mp4', 'sound-only.webm', 'still.gif', 'still.jpg', 'still.webp'],
  ...['tone.flac', 'tone.m4a', 'tone.mp3', 'tone.ogg', 'unindexed.mp3'],
];
const FLAC = { mediaType: 'audio/flac', extension: 'flac' };
const JPEG = { mediaType: 'image/jpeg', extension: 'jpg' };

function measuringFor(options: { timeoutMs?: number; idleMs?: number } = {}) {
  const measuring = createMeasuring(options);
  onTestFinished(measuring.close);
  return measuring;
}

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(await tempDir(), 'file');
  await writeFile(path, bytes);
  return path;
}

/** A sound whose length is not told and that is cut off: whoever looks for the end looks for ever. */
async function endless(): Promise<string> {
  const flac = await sample('tone.flac');
  flac[21] = (flac[21] ?? 0) & 0xf0;
  return fileOf(flac.fill(0, 22, 26).subarray(0, flac.length >> 1));
}

it('files on which a reader is stuck hold up no other file', async () => {
  const measuring = measuringFor({ timeoutMs: 5_000 });
  const [stuck, still] = [await endless(), await fileOf(await sample('still.jpg'))];
  let freed = 0;
  const waiting = [stuck, stuck].map((path) => measuring.measure(path, FLAC).then(() => (freed += 1)));
  expect(await measuring.measure(still, JPEG)).toMatchObject({ width: 40, height: 30 });
  expect(freed).toBe(0);
  await measuring.close();
  await Promise.all(waiting);
});

it('after a reader was given up, the next file gets a new one', async () => {
  const measuring = measuringFor({ timeoutMs: 600 });
  const [stuck, still] = [await endless(), await fileOf(await sample('still.jpg'))];
  for (let at = 0; at < 3; at++) expect(await measuring.measure(stuck, FLAC)).toStrictEqual(FLAC);
  expect(await measuring.measure(still, JPEG)).toMatchObject({ width: 40 });
});

it('a reader that nobody has asked for a while is gone, and comes back when it is needed', async () => {
  const measuring = measuringFor({ idleMs: 1 });
  const still = await fileOf(await sample('still.jpg'));
  for (let at = 0; at < 5; at++) expect(await measuring.measure(still, JPEG)).toMatchObject({ width: 40 });
});

it('a hundred files at the same time are all measured', async () => {
  const measuring = measuringFor();
  const still = await fileOf(await sample('still.jpg'));
  const measured = await Promise.all(Array.from({ length: 100 }, () => measuring.measure(still, JPEG)));
  expect(measured.every(({ width }) => width === 40)).toBe(true);
});

it('once closed, a file has the type that it had, at once and for ever', async () => {
  const measuring = measuringFor();
  measuring.warm();
  const under = measuring.measure(await endless(), FLAC);
  await measuring.close();
  expect(await under).toStrictEqual(FLAC);
  expect(await measuring.measure('/nonexistent', JPEG)).toStrictEqual(JPEG);
  measuring.warm();
  await measuring.close();
});

it('a file that is gone has no measures', async () => {
  expect(await measuringFor().measure('/nonexistent/file', JPEG)).toStrictEqual(JPEG);
});

it('cut and flipped media of every kind are told or not, in bounded time and memory, and the process lives on', async () => {
  const measuring = measuringFor({ timeoutMs: 1_000 });
  const samples = new Map(await Promise.all(SAMPLES.map(async (name) => [name, await sample(name)] as const)));
  const folder = await tempDir();
  const broken = fc.record({
    name: fc.constantFrom(...SAMPLES),
    keep: fc.double({ min: 0.01, max: 1, noNaN: true }),
    flips: fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 255 })), {
      maxLength: 12,
    }),
  });
  const before = process.memoryUsage().rss;
  let stuck = 0;
  await fc.assert(
    fc.asyncProperty(broken, async ({ name, keep, flips }) => {
      const bytes = Buffer.from(samples.get(name) ?? []);
      // Most of what a reader believes stands at the beginning.
      for (const [where, change] of flips) {
        const at = Math.floor(where ** 2 * bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ change;
      }
      await withPart({ folder, stem: 'x' }, async (part) => {
        await part.handle.writeFile(bytes.subarray(0, Math.ceil(bytes.length * keep)));
        const type = await recognise(part);
        if (typeof type === 'string') return;
        const began = performance.now();
        const measured = await measuring.measure(part.path, type);
        if (performance.now() - began > 900) stuck += 1;
        expect(measured.mediaType).toMatch(/^(image|audio|video|application|model)\//);
        for (const size of [measured.width, measured.height])
          if (size !== undefined) expect(Number.isSafeInteger(size) && size > 0).toBe(true);
        if (measured.seconds !== undefined) expect(measured.seconds).toBeGreaterThanOrEqual(0);
      });
    }),
    { numRuns: 400, seed: 20_261_121, endOnFailure: true },
  );
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  expect(stuck).toBeLessThan(10);
});
