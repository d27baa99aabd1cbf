import type { Dirent, Stats } from 'node:fs';
import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaBounds } from '#domain/ports/media-store.ts';
import type { SweepOrder, Swept } from './sweep.ts';

type Folder = { readonly path: string; readonly jobId: string; readonly minLifeMs: number };
type Found = {
  readonly folder: Folder;
  readonly path: string;
  readonly bytes: number;
  readonly ageMs: number;
  /** Needed, or too young to go. */
  readonly stays: boolean;
  /** Part of a transfer that ended in the middle. */
  readonly forsaken: boolean;
};

const INPUTS = 'inputs';

/** As jobs and keys are written; anything else in the store's folder is somebody else's. */
const FOLDER_NAME = /^[\w-]{1,64}$/;

const PART_NAME = /^\..*\.part$/;

/**
 * Longer than any transfer may be silent, and than a new folder waits for its first file: what lies there longer was left
 * by a process that is dead.
 */
const UNFINISHED_LIFE_MS = 60 * 60_000;

/** In one sweep, so that the disk is not kept busy for minutes; the rest goes in the next one. */
const REMOVED_MAX = 20_000;

/** What `MediaStore.sweep` promises, in one go: blocks for as long as it takes. Follows no symbolic link. */
export function sweepFolder({ dir, bounds }: SweepOrder, most: number = REMOVED_MAX): Swept {
  const folders = foldersOf(dir, bounds);
  const files = folders.flatMap((folder) => filesOf(folder, bounds));
  const removed = new Set<Found>();
  let bytes = 0;
  for (const file of files) {
    const goes = file.forsaken || (!file.stays && file.ageMs > bounds.maxAgeMs);
    if (goes && removed.size < most && remove(file)) removed.add(file);
    else bytes += file.bytes;
  }
  const byAge = (one: Found, other: Found): number => other.ageMs - one.ageMs;
  for (const file of bytes > bounds.maxBytes ? files.toSorted(byAge) : []) {
    if (bytes <= bounds.maxBytes || removed.size >= most) break;
    if (file.stays || removed.has(file) || !remove(file)) continue;
    removed.add(file);
    bytes -= file.bytes;
  }
  const emptied = new Set([...removed].map(({ folder }) => folder));
  for (const folder of folders) if (emptied.has(folder) || isForsaken(folder, bounds)) removeIfEmpty(folder);
  return { removed: removed.size, bytes };
}

/** Those of the jobs, and those of the members' files, where older ones may lie without a folder of their own. */
function foldersOf(dir: string, { inputsLifeMs }: MediaBounds): readonly Folder[] {
  const inputs = join(dir, INPUTS);
  const ofInputs = { path: inputs, jobId: '', minLifeMs: inputsLifeMs };
  const ofJobs = list(dir).flatMap((entry) => (isFolder(entry) ? folderOf(dir, entry, 0) : []));
  const ofKeys = list(inputs).flatMap((entry) => (isFolder(entry) ? folderOf(inputs, entry, inputsLifeMs) : []));
  return ofJobs.flatMap((folder) => (folder.path === inputs ? [...ofKeys, ofInputs] : folder));
}

const isFolder = (entry: Dirent): boolean => entry.isDirectory() && FOLDER_NAME.test(entry.name);

const folderOf = (parent: string, { name }: Dirent, minLifeMs: number): Folder => ({
  path: join(parent, name),
  jobId: name,
  minLifeMs,
});

function filesOf(folder: Folder, { now, needed }: MediaBounds): readonly Found[] {
  return list(folder.path).flatMap((entry) => {
    const path = join(folder.path, entry.name);
    const stats = entry.isFile() ? look(path) : undefined;
    if (!stats) return [];
    const ageMs = now - stats.mtimeMs;
    const isPart = PART_NAME.test(entry.name);
    // What came after the list of needed jobs was made, at an age below 0, may be of a job that is not on it yet.
    const stays = isPart || ageMs < folder.minLifeMs || needed.has(folder.jobId);
    return { folder, path, bytes: stats.size, ageMs, stays, forsaken: isPart && ageMs > UNFINISHED_LIFE_MS };
  });
}

/** Empty for what has vanished or cannot be read. */
function list(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

const look = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false });

/** Whether it is gone now, whoever did it. */
function remove({ path }: Pick<Found, 'path'>): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return look(path) === undefined;
  }
}

function isForsaken({ path }: Folder, { now }: MediaBounds): boolean {
  const stats = look(path);
  return stats !== undefined && now - stats.mtimeMs > UNFINISHED_LIFE_MS;
}

/** The system itself refuses to remove a folder that is not empty. */
function removeIfEmpty({ path, jobId }: Folder): void {
  if (jobId === '') return;
  try {
    rmdirSync(path);
  } catch {}
}
