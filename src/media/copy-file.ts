import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredFile } from '#domain/artifact.ts';
import { decodeBase64 } from './base64.ts';
import type { MediaType } from './media-type.ts';
import { mediaTypeOf, recognise } from './media-type.ts';
import type { Part } from './part.ts';
import { removeParts, withPart } from './part.ts';
import { Unfetchable } from './unfetchable.ts';

type Target = { readonly dir: string; readonly jobId: string; readonly position: number };

/**
 * Writes a body to `<dir>/<jobId>/<position>.<extension>`. The name appears once every byte is on disk; until then, and
 * for good when it fails, there is only a part under another name. Throws `Unfetchable` when what came is no media.
 */
export async function copyFile(body: AsyncIterable<Uint8Array>, target: Target): Promise<StoredFile> {
  const folder = join(target.dir, target.jobId);
  await mkdir(folder, { recursive: true });
  await removeParts(folder, target.position);
  return withPart(folder, target.position, async (part) => {
    await part.handle.writeFile(body);
    const content = await recognise(part);
    if (content === 'media') return keep(part, target);
    if (content === 'text') throw new Unfetchable('later', 'text instead of a media file');
    return withPart(folder, target.position, async (decoded) => {
      await decoded.handle.writeFile(decodeBase64(part.handle.createReadStream({ start: 0, autoClose: false })));
      return keep(decoded, target);
    });
  });
}

async function keep({ path, handle }: Part, { dir, jobId, position }: Target): Promise<StoredFile> {
  const { mediaType, extension }: MediaType = await mediaTypeOf(path);
  const name = `${position}.${extension}`;
  const { size: bytes } = await handle.stat();
  await handle.sync();
  await rename(path, join(dir, jobId, name));
  await syncFolder(join(dir, jobId));
  return { path: `${jobId}/${name}`, mediaType, extension, bytes };
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
