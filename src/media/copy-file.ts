import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StoredFile } from '#domain/artifact.ts';
import { decodeBase64 } from './base64.ts';
import { measure } from './measure.ts';
import type { Measured } from './measures.ts';
import type { MediaType } from './media-type.ts';
import type { Part, Place } from './part.ts';
import { removeOthers, removeParts, withPart } from './part.ts';
import { recognise } from './recognise.ts';
import { Unfetchable } from './unfetchable.ts';

export type Target = {
  readonly dir: string;
  /** Relative to `dir`, without an extension: `{job}/{position}`. */
  readonly place: string;
  /** Words are what is expected. */
  readonly text?: boolean;
  /** Types that are taken; all of them when absent. */
  readonly only?: RegExp;
};

/**
 * Writes a body to `<dir>/<place>.<extension>`, in place of what stood there. The name appears once every byte is on disk;
 * until then, and for good when it fails, there is only a part under another name. Throws `Unfetchable` when what came is
 * not what is taken.
 */
export async function copyFile(body: AsyncIterable<Uint8Array>, target: Target): Promise<StoredFile> {
  const place = placeOf(target);
  await mkdir(place.folder, { recursive: true });
  await removeParts(place);
  return withPart(place, async (part) => {
    await part.handle.writeFile(body);
    const found = await recognise(part, { text: target.text ?? false });
    if (found === 'page') throw new Unfetchable('later', 'text instead of a media file', 'not_media');
    if (found !== 'base64') return store(part, found, target);
    return withPart(place, async (decoded) => {
      await decoded.handle.writeFile(decodeBase64(part.handle.createReadStream({ start: 0, autoClose: false })));
      const within = await recognise(decoded);
      if (typeof within === 'string') throw new Unfetchable('later', 'text instead of a media file', 'not_media');
      return store(decoded, within, target);
    });
  });
}

async function store(part: Part, type: MediaType, target: Target): Promise<StoredFile> {
  const measured: Measured = await measure(part.path, type);
  if (target.only && !target.only.test(measured.mediaType))
    throw new Unfetchable('gone', `${measured.mediaType} is not taken`, 'not_media');
  const { folder, stem } = placeOf(target);
  const name = `${stem}.${measured.extension}`;
  const { size: bytes } = await part.handle.stat();
  await part.handle.sync();
  await rename(part.path, join(folder, name));
  await removeOthers({ folder, stem }, name);
  await syncFolder(folder);
  return { path: `${target.place}.${measured.extension}`, bytes, ...measured };
}

function placeOf({ dir, place }: Target): Place {
  const path = join(dir, place);
  return { folder: dirname(path), stem: path.slice(dirname(path).length + 1) };
}

/** A name is on disk only once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
