import sharp from 'sharp';
import { expect, test } from 'vitest';
import { createTinyFiles } from '#sandbox/services/tiny-files.ts';
import { startEachlabs, submit as submitEachlabs } from '#test/sandbox/eachlabs/service.ts';
import { startService, submit } from '#test/sandbox/modelslab/service.ts';

test('pictures are real ones of a single pixel, the same bytes for every job', async () => {
  const modelslab = await startService({ media: 'tiny' });
  const files: (Uint8Array | undefined)[] = [];
  for (const prompt of ['one', 'two']) {
    await submit(modelslab, { prompt });
    const { id } = await modelslab.waitForJob((job) => job.prompt === prompt && job.state === 'success');
    files.push(modelslab.file(modelslab.outputs(id)[0] ?? ''));
  }
  expect(files[0]).toBe(files[1]);
  expect(await sharp(files[0]).metadata()).toMatchObject({ format: 'png', width: 1, height: 1 });
  expect(files[0]?.byteLength).toBeLessThan(500);
});

test('the files of a job are as many and of the kind that was ordered', async () => {
  const eachlabs = await startEachlabs({ media: 'tiny' });
  await submitEachlabs(eachlabs, { input: { prompt: 'a fox', num_images: 3, output_format: 'webp' } });
  const { id } = await eachlabs.waitForJob(({ state }) => state === 'success');
  const files = eachlabs.outputs(id).map((url) => eachlabs.file(url));
  expect(files).toHaveLength(3);
  for (const file of files) expect(await sharp(file).metadata()).toMatchObject({ format: 'webp', width: 1 });
});

test('of what is no picture the first is made in earnest, and then shared; a failure is not kept', async () => {
  const tiny = createTinyFiles();
  let made = 0;
  const make = async () => {
    made += 1;
    if (made === 1) throw new Error('out of paint');
    return [new Uint8Array([made])];
  };
  await expect(tiny(['a.mp4'], make)).rejects.toThrow('out of paint');
  expect(await tiny(['b.mp4'], make)).toStrictEqual([new Uint8Array([2])]);
  expect(await tiny(['c.mp4'], make)).toStrictEqual([new Uint8Array([2])]);
  expect(made).toBe(2);
});

test('a plan to fail is kept', async () => {
  const modelslab = await startService({ media: 'tiny' });
  modelslab.plan({ end: 'failed' });
  await submit(modelslab);
  expect(await modelslab.waitForJob(({ state }) => state !== 'processing')).toMatchObject({ state: 'failed' });
});
