import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { validateBytes } from 'gltf-validator';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { makeFilm, makeGif } from '#sandbox/media/film.ts';
import { buildBower } from '#sandbox/media/mesh.ts';
import { writeMesh } from '#sandbox/media/mesh-files.ts';
import { drawAs } from '#sandbox/media/picture.ts';
import { mediaKindOf } from '#sandbox/media/sniff.ts';
import { makeSound, secondsOf } from '#sandbox/media/sound.ts';
import { fromDataUri } from '#sandbox/services/materials.ts';

const PICTURE = { prompt: 'a lighthouse at dusk', seed: 5, width: 320, height: 256 } as const;
const sum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const mimeOf = async (bytes: Uint8Array) => (await fileTypeFromBuffer(bytes))?.mime;

test.each(['png', 'jpeg', 'webp'] as const)(
  'a picture as %s is one, of its size, the same every time',
  async (format) => {
    const bytes = await drawAs(PICTURE, format);
    expect(await sharp(bytes).metadata()).toMatchObject({ format, width: 320, height: 256 });
    expect((await sharp(bytes).stats()).entropy).toBeGreaterThan(4);
    expect(sum(await drawAs(PICTURE, format))).toBe(sum(bytes));
  },
);

test('a film is a small MP4 with an H.264 track of the promised size, the same every time', async () => {
  const film = { ...PICTURE, width: 1280, height: 720, seconds: 2 };
  const bytes = await makeFilm(film);
  expect(await mimeOf(bytes)).toBe('video/mp4');
  const text = Buffer.from(bytes).toString('latin1');
  for (const box of ['ftyp', 'moov', 'mdat', 'avc1', 'avcC']) expect(text).toContain(box);
  // The sample entry of the track: its width and its height stand 32 bytes behind its name.
  const entry = Buffer.from(bytes).subarray(text.indexOf('avc1'));
  expect([entry.readUInt16BE(28), entry.readUInt16BE(30)]).toStrictEqual([512, 288]);
  expect(bytes.byteLength).toBeLessThan(300_000);
  expect(sum(await makeFilm(film))).toBe(sum(bytes));
});

test('films differ by prompt, by seed, and by the picture that they set in motion', async () => {
  const short = { ...PICTURE, seconds: 1 };
  const source = await drawAs({ ...PICTURE, prompt: 'a red desert' }, 'png');
  const films = [short, { ...short, seed: 6 }, { ...short, prompt: 'a forest' }, { ...short, source }];
  const sums = await Promise.all(films.map(async (each) => sum(await makeFilm(each))));
  expect(new Set(sums).size).toBe(films.length);
});

test('a GIF is animated and of a bearable size', async () => {
  const bytes = await makeGif({ ...PICTURE, seconds: 2 });
  const { format, pages } = await sharp(bytes, { animated: true }).metadata();
  expect({ format, isAnimated: (pages ?? 1) > 4 }).toStrictEqual({ format: 'gif', isAnimated: true });
  expect(bytes.byteLength).toBeLessThan(1_500_000);
});

test.each(['music', 'speech', 'effect'] as const)(
  '%s is a WAV that is heard and lasts as long as it says',
  async (kind) => {
    const sound = { kind, text: 'blue is for keeping, and gold is for looking', seed: 2, seconds: 3 };
    const bytes = Buffer.from(await makeSound(sound, 'wav'));
    expect(await mimeOf(bytes)).toBe('audio/wav');
    expect(bytes.readUInt32LE(4)).toBe(bytes.byteLength - 8);
    expect(bytes.readUInt32LE(40)).toBe(bytes.byteLength - 44);
    expect(bytes.readUInt32LE(40) / bytes.readUInt32LE(28)).toBeCloseTo(secondsOf(sound), 2);
    const samples = new Int16Array(new Uint8Array(bytes.subarray(44)).buffer);
    expect(Math.max(...samples)).toBeGreaterThan(3000);
    expect(sum(await makeSound(sound, 'wav'))).toBe(sum(bytes));
    expect(sum(await makeSound({ ...sound, seed: 3 }, 'wav'))).not.toBe(sum(bytes));
  },
);

test('music as MP3 is one, frame after frame', async () => {
  const bytes = Buffer.from(await makeSound({ kind: 'music', text: 'a bower', seed: 1, seconds: 3 }, 'mp3'));
  expect(await mimeOf(bytes)).toBe('audio/mpeg');
  expect(mediaKindOf(bytes)).toBe('audio');
  // 64 kbit/s for three seconds, with the first frames' silence.
  expect(bytes.byteLength).toBeGreaterThan(22_000);
});

test('a GLB passes the validator of the people who made the format, without a warning', async () => {
  const bytes = writeMesh(buildBower('a bower of twigs', 4), 'glb');
  const { issues, info } = await validateBytes(new Uint8Array(bytes));
  expect(issues).toMatchObject({ numErrors: 0, numWarnings: 0 });
  expect(info).toMatchObject({ version: '2.0', drawCallCount: 1 });
  expect(info.totalTriangleCount).toBeGreaterThan(150);
  expect(sum(writeMesh(buildBower('a bower of twigs', 4), 'glb'))).toBe(sum(bytes));
});

test.each([
  ['obj', /^o bower\nv /, /^f /gm],
  ['stl', /^solid bower\n/, /^facet normal /gm],
  ['ply', /^ply\nformat ascii 1\.0\n/, /^3 \d+ \d+ \d+$/gm],
] as const)('a mesh as %s has a head and as many faces as the GLB', async (format, head, face) => {
  const mesh = buildBower('a bower of twigs', 4);
  const text = Buffer.from(writeMesh(mesh, format)).toString();
  expect(text).toMatch(head);
  expect(text.match(face)).toHaveLength(mesh.positions.length / 9);
});

test('files are known by their first bytes, data URIs by their form', async () => {
  const png = await drawAs(PICTURE, 'png');
  expect(mediaKindOf(png)).toBe('image');
  expect(mediaKindOf(await drawAs(PICTURE, 'webp'))).toBe('image');
  expect(mediaKindOf(await makeFilm({ ...PICTURE, seconds: 1 }))).toBe('video');
  expect(mediaKindOf(await makeSound({ kind: 'music', text: '', seed: 1, seconds: 1 }, 'wav'))).toBe('audio');
  expect(mediaKindOf(Buffer.from('<html>'))).toBeUndefined();
  expect(mediaKindOf(new Uint8Array())).toBeUndefined();
  expect(fromDataUri(`data:image/png;base64,${Buffer.from(png).toString('base64')}`)).toStrictEqual(
    new Uint8Array(png),
  );
  expect(fromDataUri('data:image/png;base64,')).toBeUndefined();
  expect(fromDataUri('https://example.com/a.png')).toBeUndefined();
});
