import { mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createStage, PNG, serveBytes } from '#test/media/stage.ts';
import { tempDir } from '#test/support/temp-dir.ts';

async function stored() {
  const server = await serveBytes(PNG);
  const stage = await createStage([server.host]);
  const answer = await stage.fetchFrom(`http://${server.host}/`);
  if (answer.outcome !== 'stored') throw new Error(answer.detail);
  return { stage, file: answer.file, path: stage.locate(answer.file) };
}

it('a copy that is there, whole, is had', async () => {
  const { stage, file } = await stored();
  expect(await stage.has(file)).toBe(true);
});

it.each([
  ['gone', (path: string) => rm(path)],
  ['empty, as a power cut may leave it', (path: string) => truncate(path)],
  ['shorter than it was', (path: string) => truncate(path, PNG.length - 1)],
  ['longer than it was', (path: string) => writeFile(path, Buffer.concat([PNG, PNG]))],
  ['a folder now', (path: string) => rm(path).then(() => mkdir(path))],
  ['a link to nowhere', (path: string) => rename(path, `${path}x`).then(() => symlink('/nonexistent', path))],
])('one that is not is not: %s', async (_what, spoil) => {
  const { stage, file, path } = await stored();
  await spoil(path);
  expect(await stage.has(file)).toBe(false);
});

it('reading what is gone tells that it is gone', async () => {
  const { stage, file, path } = await stored();
  await rm(path);
  await expect(stage.read(file)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('nothing outside of the store is had', async () => {
  const folder = await tempDir();
  const stage = await createStage([], { dir: join(folder, 'media') });
  await writeFile(join(folder, '0.png'), PNG);
  const file = { path: '../0.png', mediaType: 'image/png', extension: 'png', bytes: PNG.length };
  await expect(stage.has(file)).rejects.toThrow('Not a path of the media store');
});
