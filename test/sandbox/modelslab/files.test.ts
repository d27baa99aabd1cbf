import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { drawPicture } from '#sandbox/media/drawing.ts';
import { startService, submit } from './service.ts';

const PNG_SIGNATURE = '89504e470d0a1a0a';

/** Width, height and pixels of a PNG, read by hand; throws when it is broken. */
function readPng(bytes: Uint8Array) {
  const png = Buffer.from(bytes);
  expect(png.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE);
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), pixels: inflateSync(Buffer.concat(data)) };
}

test('a result is a PNG of exactly the size asked for, the same at both addresses and to the operator', async () => {
  const modelslab = await startService();
  const promised = await submit(modelslab, { width: 272, height: 256, samples: 2 });
  const { id } = await modelslab.waitForJob(({ state }) => state === 'success');
  const outputs = modelslab.outputs(id);
  expect(promised.body).toMatchObject({ future_links: outputs });
  for (const url of outputs) {
    expect(new URL(url).host).toBe(modelslab.mediaHost);
    const answer = await fetch(url);
    expect(answer.headers.get('content-type')).toBe('image/png');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes).toStrictEqual(modelslab.file(url));
    expect(readPng(bytes)).toMatchObject({ width: 272, height: 256 });
    const mirrored = await fetch(url.replace('/generations/', '/mirror/'));
    expect(new Uint8Array(await mirrored.arrayBuffer())).toStrictEqual(bytes);
  }
  expect(modelslab.file(outputs[0] ?? '')).not.toStrictEqual(modelslab.file(outputs[1] ?? ''));
});

test('nothing is at the promised address before the job is done', async () => {
  const modelslab = await startService();
  modelslab.plan({ hold: true });
  const { body } = await submit(modelslab);
  const { future_links } = z.object({ future_links: z.tuple([z.url()]) }).parse(body);
  expect((await fetch(future_links[0])).status).toBe(404);
  expect(modelslab.file(future_links[0])).toBeUndefined();
});

test('a picture depends on prompt, seed and size, and on nothing else', async () => {
  const picture = { prompt: 'a lighthouse at night', seed: 11, width: 320, height: 256 };
  const first = await drawPicture(picture);
  expect(await drawPicture(picture)).toStrictEqual(first);
  expect(await drawPicture({ ...picture, seed: 12 })).not.toStrictEqual(first);
  expect(await drawPicture({ ...picture, prompt: 'a forest at night' })).not.toStrictEqual(first);
});

test.each(['sea', 'city', 'desert', 'bower', 'bird', 'forest', 'flowers', 'mountain castle', 'snow', 'aurora', 'rain'])(
  'every word that a prompt can be read for gives a picture: %s',
  async (prompt) => {
    for (const [width, height] of [
      [256, 1024],
      [1024, 256],
    ] as const) {
      const { pixels, ...size } = readPng(await drawPicture({ prompt, seed: 3, width, height }));
      expect(size).toStrictEqual({ width, height });
      expect(new Set(pixels).size).toBeGreaterThan(50);
    }
  },
);

test('the safety checker blanks what it dislikes and says so, and only when it is on', async () => {
  const modelslab = await startService();
  modelslab.plan({ submit: 'success' });
  const prompt = 'something nsfw';
  expect((await submit(modelslab, { prompt, safety_checker: false })).body).toMatchObject({
    nsfw_content_detected: false,
  });
  const { body } = await submit(modelslab, { prompt, safety_checker: true });
  expect(body).toMatchObject({ nsfw_content_detected: true });
  const [url] = modelslab.outputs(modelslab.jobs()[1]?.id ?? '');
  const blank = await drawPicture({ prompt, seed: 1, width: 256, height: 264, isBlank: true });
  expect(modelslab.file(url ?? '')).toStrictEqual(blank);
});
