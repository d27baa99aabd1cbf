import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alphaMask } from '#providers/apimart/mask.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fileOf, fixture, hiddenFileOf, submitTo } from './bench.ts';

const SIZE = 37;

/** How light each pixel is: a black square with a white one inside it and a slope from grey to grey at its foot. */
const LIGHT = Uint8Array.from({ length: SIZE * SIZE }, (_, index) => {
  const [x, y] = [index % SIZE, Math.floor(index / SIZE)];
  if (y > 30) return x * 6;
  return x > 8 && x < 20 && y > 8 && y < 20 ? 255 : 0;
});
const WHITE_OR_BLACK = LIGHT.map((value) => (value > 127 ? 255 : 0));

const picture = (light: Uint8Array) => sharp(light, { raw: { width: SIZE, height: SIZE, channels: 1 } });
const rgb = (light: Uint8Array) => picture(light).toColourspace('srgb');

async function alphaOf(png: Uint8Array | undefined): Promise<Uint8Array> {
  return png ? new Uint8Array(await sharp(png).ensureAlpha().extractChannel(3).raw().toBuffer()) : new Uint8Array();
}

describe('a mask is transparent where it was white, as transparent as it was light', () => {
  it.each([
    ['grey', LIGHT, () => picture(LIGHT).toColourspace('b-w').png({ adaptiveFiltering: true })],
    ['grey, unfiltered', LIGHT, () => picture(LIGHT).toColourspace('b-w').png({ adaptiveFiltering: false })],
    ['colour', LIGHT, () => rgb(LIGHT).png({ adaptiveFiltering: true })],
    ['colour with an alpha channel that nothing uses', LIGHT, () => rgb(LIGHT).ensureAlpha().png()],
    ['a palette', WHITE_OR_BLACK, () => rgb(WHITE_OR_BLACK).png({ palette: true, colours: 2, dither: 0 })],
    ['a palette of many', LIGHT, () => rgb(LIGHT).png({ palette: true, colours: 256, dither: 0 })],
  ])('from a PNG of %s', async (_, light, draw) => {
    const converted = await alphaMask(await draw().toBuffer());
    expect(await sharp(converted).metadata()).toMatchObject({ format: 'png', width: SIZE, height: SIZE });
    const alpha = await alphaOf(converted);
    expect(alpha).toHaveLength(SIZE * SIZE);
    const differences = alpha.map((value, index) => Math.abs(255 - value - (light[index] ?? 0)));
    // A palette of 256 may merge neighbours.
    expect(Math.max(...differences)).toBeLessThanOrEqual(3);
  });

  it('but one whose alpha channel is in use stays as it is', async () => {
    const own = await sharp({
      create: { width: 4, height: 4, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.5 } },
    })
      .png()
      .toBuffer();
    expect(Buffer.from((await alphaMask(own)) ?? []).equals(own)).toBe(true);
  });
});

describe('what is no PNG that can be read is none', () => {
  it.each<[string, () => Promise<Uint8Array>]>([
    ['a JPEG', () => picture(LIGHT).jpeg().toBuffer()],
    ['an interlaced PNG', () => picture(LIGHT).png({ progressive: true }).toBuffer()],
    ['half a PNG', async () => (await picture(LIGHT).png().toBuffer()).subarray(0, 120)],
    ['nothing', async () => new Uint8Array()],
    ['a larger PNG than any model makes', () => black(4_097).png().toBuffer()],
    ['a PNG that claims to be endless', async () => endless(await picture(LIGHT).png().toBuffer())],
  ])('%s', async (_, make) => {
    expect(await alphaMask(await make())).toBeUndefined();
  });

  const black = (side: number) => sharp({ create: { width: side, height: side, channels: 3, background: '#000000' } });

  function endless(png: Buffer): Uint8Array {
    png.writeUInt32BE(0x7fffffff, 16);
    return png;
  }
});

describe('the submit of an edit with a mask', () => {
  let service: LocalService;
  beforeEach(async () => {
    service = await startService();
    service.respond((response, { path }) =>
      response.end(fixture(path.endsWith('/uploads/images') ? 'uploaded.json' : 'submit-array.json')),
    );
  });
  afterEach(() => service[Symbol.asyncDispose]());

  it.each([
    ['with', fileOf],
    ['without', hiddenFileOf],
  ])('uploads it turned around, %s a public address of ours', async (_, file) => {
    const png = await picture(WHITE_OR_BLACK).png().toBuffer();
    const inputs = [fileOf('image'), file('mask', { read: async () => png })];
    const submission = await connect(service.apiUrl).submit(submitTo('gpt-image-2', { use: 'edit' }, { inputs }));
    expect(submission).toMatchObject({ outcome: 'accepted' });
    const [upload, submit] = service.seen;
    expect(upload?.raw.includes(Buffer.from((await alphaMask(png)) ?? 'nothing'))).toBe(true);
    expect(submit?.body).toStrictEqual({
      model: 'gpt-image-2',
      prompt: 'a lighthouse at dusk',
      image_urls: ['https://bot.example/media/image'],
      mask_url: 'https://upload.apimart.ai/f/x/x.png',
    });
  });

  it('is refused when it cannot be read', async () => {
    const submit = submitTo('gpt-image-2', { use: 'edit' }, { inputs: [fileOf('image'), fileOf('mask')] });
    expect(await connect(service.apiUrl).submit(submit)).toMatchObject({
      outcome: 'refused',
      failure: { reason: 'invalid_input' },
    });
    expect(service.seen).toStrictEqual([]);
  });
});
