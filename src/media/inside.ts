import { stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { StoredFile } from '#domain/artifact.ts';

/** The absolute path of what lies in the store; undefined for what lies outside of it, as no path of ours does. */
export function inside(dir: string, { path }: Pick<StoredFile, 'path'>): string | undefined {
  const root = resolve(dir);
  const absolute = resolve(join(root, path));
  return absolute.startsWith(root + sep) ? absolute : undefined;
}

/** The same, where anything else is a mistake of ours. */
export function locate(dir: string, file: Pick<StoredFile, 'path'>): string {
  const path = inside(dir, file);
  if (path === undefined) throw new Error(`Not a path of the media store: ${file.path}`);
  return path;
}

/** Whether the whole file is there. After a power cut, a file may be shorter than it was. */
export async function isThere(dir: string, file: Pick<StoredFile, 'path' | 'bytes'>): Promise<boolean> {
  const found = await stat(locate(dir, file)).catch(() => undefined);
  return found?.isFile() === true && found.size === file.bytes;
}
