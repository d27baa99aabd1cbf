import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StoredFile } from '#domain/artifact.ts';
import { decodeBase64 } from './base64.ts';
import type { Measuring } from './measure.ts';
import type { MediaType } from './media-type.ts';
import type { Part, Place } from './part.ts';
import { removeOthers, removeParts, withPart } from './part.ts';
import { recognise } from './recognise.ts';
import { syncFolder } from './sync-folder.ts';
import { Unfetchable } from './unfetchable.ts';
import { writeBody } from './write-body.ts';

export type Target = {
  readonly dir: string;
  /** Relative to `dir`, without an extension: `{job}/{position}`. */
  readonly place: string;
  readonly measuring: Pick<Measuring, 'measure'>;
  /** Words are what is expected. */
  readonly text?: boolean;
  /** Types that are taken; all of them when absent. */
  readonly only?: RegExp;
};

/**
 * Writes a body to `<dir>/<place>.<extension>`, in place of what stood there. The name appears once every byte is
 * written; until then, and for good when it fails, there is only a part under another name. When this resolves, bytes and
 * name have reached the disk, so that no row outlives the file that it names. Throws `Unfetchable` when what came is not
 * what is taken.
 */
export async function copyFile(body: AsyncIterable<Uint8Array>, target: Target): Promise<StoredFile> {
  const place = placeOf(target);
  await mkdir(place.folder, { recursive: true });
  await removeParts(place);
  return withPart(place, async (part) => {
    await writeBody(part.handle, body);
    const found = await recognise(part, { text: target.text ?? false });
    if (found === 'page') throw new Unfetchable('later', 'text instead of a media file', 'not_media');
    if (found !== 'base64') return store(part, found, target);
    return withPart(place, async (decoded) => {
      const text = part.handle.createReadStream({ start: 0, autoClose: false });
      await writeBody(decoded.handle, decodeBase64(text));
      const within = await recognise(decoded);
      if (typeof within === 'string') throw new Unfetchable('later', 'text instead of a media file', 'not_media');
      return store(decoded, within, target);
    });
  });
}

/** The disk takes the bytes while they are measured: neither waits for the other. */
async function store(part: Part, type: MediaType, target: Target): Promise<StoredFile> {
  const [named, synced] = await Promise.allSettled([measureAndName(part, type, target), part.handle.datasync()]);
  if (synced.status === 'rejected') throw synced.reason;
  if (named.status === 'rejected') throw named.reason;
  return named.value;
}

async function measureAndName(part: Part, type: MediaType, target: Target): Promise<StoredFile> {
  const measured = await target.measuring.measure(part.path, type);
  if (target.only && !target.only.test(measured.mediaType))
    throw new Unfetchable('gone', `${measured.mediaType} is not taken`, 'not_media');
  const { folder, stem } = placeOf(target);
  const name = `${stem}.${measured.extension}`;
  const { size: bytes } = await part.handle.stat();
  await rename(part.path, join(folder, name));
  await removeOthers({ folder, stem }, name);
  await syncFolder(folder);
  return { path: `${target.place}.${measured.extension}`, bytes, ...measured };
}

function placeOf({ dir, place }: Target): Place {
  const path = join(dir, place);
  return { folder: dirname(path), stem: path.slice(dirname(path).length + 1) };
}
