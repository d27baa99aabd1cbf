import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that is still being written, beside the place where it will stand. */
export type Part = { readonly path: string; readonly handle: FileHandle };

const prefixOf = (position: number): string => `.${position}.`;
const SUFFIX = '.part';

/** Lends a fresh part; unless `use` has renamed it by then, it is gone afterwards. */
export async function withPart<Result>(
  folder: string,
  position: number,
  use: (part: Part) => Promise<Result>,
): Promise<Result> {
  const path = join(folder, `${prefixOf(position)}${randomUUID()}${SUFFIX}`);
  const handle = await open(path, 'wx+');
  try {
    return await use({ path, handle });
  } finally {
    await handle.close();
    await rm(path, { force: true });
  }
}

/** Clears what a process that died while writing has left. A writer that still lives loses its part and fails whole. */
export async function removeParts(folder: string, position: number): Promise<void> {
  const names = await readdir(folder);
  const left = names.filter((name) => name.startsWith(prefixOf(position)) && name.endsWith(SUFFIX));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}
