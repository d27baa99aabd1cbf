import { open, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StoredFile } from '#domain/artifact.ts';
import { locate } from '#media/inside.ts';
import type { Measuring } from '#media/measure.ts';
import type { Part, Place } from '#media/part.ts';
import { removeParts, withPart } from '#media/part.ts';
import { recognise } from '#media/recognise.ts';
import { syncFolder } from '#media/sync-folder.ts';

type Shelf = { readonly dir: string; readonly measuring: Pick<Measuring, 'measure'> };

/** A file, and the largest size that its smaller version may have. */
export type Wanted = { readonly file: StoredFile; readonly maxBytes: number };

/** The kind of media: `image` of `image/png`. */
export const kindOf = ({ mediaType }: Pick<StoredFile, 'mediaType'>): string =>
  mediaType.slice(0, mediaType.indexOf('/'));

/** What was made earlier, by whichever process. */
export async function findRendition(wanted: Wanted, shelf: Shelf): Promise<StoredFile | undefined> {
  const { folder, stem } = placeOf(wanted, shelf);
  const names = await readdir(folder).catch((): string[] => []);
  const name = names.find((each) => each.startsWith(`${stem}.`));
  if (name === undefined) return undefined;
  const path = join(folder, name);
  const handle = await open(path);
  try {
    return await describeRendition({ path, handle }, wanted, shelf);
  } finally {
    await handle.close();
  }
}

/** Keeps what `fill` makes of an empty part beside the file, once it is on the disk; nothing where that gives nothing. */
export function keepRendition(
  wanted: Wanted,
  shelf: Shelf,
  fill: (part: Part) => Promise<StoredFile | undefined>,
): Promise<StoredFile | undefined> {
  const place = placeOf(wanted, shelf);
  return removeParts(place).then(() =>
    withPart(place, async (part) => {
      const made = await fill(part);
      if (!made) return undefined;
      await part.handle.datasync();
      await rename(part.path, locate(shelf.dir, made));
      await syncFolder(place.folder);
      return made;
    }),
  );
}

/** Whatever made it, only a whole file of the same kind that fits counts. */
export async function describeRendition(
  part: Part,
  { file, maxBytes }: Wanted,
  { measuring }: Shelf,
): Promise<StoredFile | undefined> {
  const { size: bytes } = await stat(part.path);
  const type = await recognise(part);
  if (bytes > maxBytes || typeof type === 'string' || kindOf(type) !== kindOf(file)) return undefined;
  const measured = await measuring.measure(part.path, type);
  return { path: `${stemOf(file.path, maxBytes)}.${measured.extension}`, bytes, ...measured };
}

function placeOf({ file, maxBytes }: Wanted, { dir }: Shelf): Place {
  const path = locate(dir, file);
  const folder = dirname(path);
  return { folder, stem: stemOf(path.slice(folder.length + 1), maxBytes) };
}

const stemOf = (path: string, maxBytes: number): string => `${path.slice(0, path.lastIndexOf('.'))}.max${maxBytes}`;
