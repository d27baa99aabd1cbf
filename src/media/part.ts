import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that is still being written, beside the place where it will stand. */
export type Part = { readonly path: string; readonly handle: FileHandle };

/** Where a file will stand; its extension is told by its content. */
export type Place = { readonly folder: string; readonly stem: string };

const prefixOf = (stem: string): string => `.${stem}.`;
const SUFFIX = '.part';

/** Lends a fresh part; unless `use` has renamed it by then, it is gone afterwards. */
export async function withPart<Result>({ folder, stem }: Place, use: (part: Part) => Promise<Result>): Promise<Result> {
  const path = join(folder, `${prefixOf(stem)}${randomUUID()}${SUFFIX}`);
  const handle = await open(path, 'wx+');
  try {
    return await use({ path, handle });
  } finally {
    await handle.close();
    await rm(path, { force: true });
  }
}

/** Clears what a process that died while writing has left. A writer that still lives loses its part and fails whole. */
export function removeParts(place: Place): Promise<void> {
  return removeFrom(place, (name) => name.startsWith(prefixOf(place.stem)) && name.endsWith(SUFFIX));
}

/** Clears what stood in the place under another extension. */
export function removeOthers(place: Place, kept: string): Promise<void> {
  return removeFrom(place, (name) => name.startsWith(`${place.stem}.`) && name !== kept);
}

async function removeFrom({ folder }: Place, isMeant: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder);
  await Promise.all(names.filter(isMeant).map((name) => rm(join(folder, name), { force: true })));
}
