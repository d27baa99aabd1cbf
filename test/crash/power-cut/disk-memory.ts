import type { Operation } from '#sandbox/disk/operations.ts';
import type { Chance } from '#test/crash/chance.ts';
import type { Change } from './changes.ts';
import { apply, Content } from './changes.ts';

/**
 * What a power cut leaves of the changes that no sync has vouched for: none of them; the first of them, in order, the last
 * one torn; or any of their sectors, in any combination, as a disk may write them in the order that it likes.
 */
export const LEFTOVERS = ['nothing', 'prefix', 'sectors'] as const;

export type Leftover = (typeof LEFTOVERS)[number];

/** A disk writes so many bytes whole or not at all. */
const SECTOR_BYTES = 512;

type File = {
  /** Whether a sync has vouched for the file's name. */
  isNamed: boolean;
  readonly synced: Content;
  unsynced: Change[];
};

/** What a disk surely holds after some operations, and what it may hold. */
export type DiskMemory = {
  readonly take: (operation: Operation) => void;
  /** The files after a power cut now, by path. */
  readonly cut: (leftover: Leftover, chance: Chance) => ReadonlyMap<string, Buffer>;
};

export function createDiskMemory(isRemembered: (path: string) => boolean): DiskMemory {
  const files = new Map<string, File>();
  const fileAt = (path: string): File => {
    const file = files.get(path) ?? { isNamed: false, synced: new Content(), unsynced: [] };
    files.set(path, file);
    return file;
  };

  function sync(path: string, upTo: number): void {
    for (const [name, file] of files) if (isIn(path, name)) file.isNamed = true;
    const file = files.get(path);
    if (!file) return;
    // A file that is synced can be found again on the file systems that are in use, even before its folder is synced.
    file.isNamed = true;
    for (const change of file.unsynced) if (change.sequence <= upTo) apply(file.synced, change);
    file.unsynced = file.unsynced.filter(({ sequence }) => sequence > upTo);
  }

  return {
    take: (operation) => {
      const { path, did } = operation;
      if (did === 'sync') return sync(path, operation.upTo);
      if (!isRemembered(path)) return;
      if (did === 'create') files.set(path, { isNamed: false, synced: new Content(), unsynced: [] });
      // Gone at once: a database in WAL mode removes nothing that it still needs.
      else if (did === 'unlink') files.delete(path);
      else if (did === 'rename') throw new Error(`${path} was renamed, which nothing here does`);
      else fileAt(path).unsynced.push(operation);
    },
    cut: (leftover, chance) => {
      const unsynced = [...files.values()].flatMap((file) => file.unsynced);
      const kept = choose(unsynced, leftover, chance);
      const after = new Map<string, Buffer>();
      for (const [path, file] of files) {
        const changes = kept.filter((change) => change.path === path);
        if (!file.isNamed && changes.length === 0) continue;
        const content = new Content(file.synced);
        for (const change of changes) apply(content, change);
        after.set(path, content.bytes());
      }
      return after;
    },
  };
}

const isIn = (folder: string, path: string): boolean => path.slice(0, path.lastIndexOf('/')) === folder;

function choose(unsynced: readonly Change[], leftover: Leftover, chance: Chance): readonly Change[] {
  if (leftover === 'nothing') return [];
  const inOrder = unsynced.toSorted((one, other) => one.sequence - other.sequence).flatMap(sectorsOf);
  if (leftover === 'prefix') return inOrder.slice(0, chance.below(inOrder.length + 1));
  return inOrder.filter(() => chance.percent(50));
}

function sectorsOf(change: Change): readonly Change[] {
  if (change.did === 'truncate') return [change];
  const sectors: Change[] = [];
  for (let from = 0; from < change.bytes.length; ) {
    const offset = change.offset + from;
    const to = Math.min(change.bytes.length, from + SECTOR_BYTES - (offset % SECTOR_BYTES));
    sectors.push({ ...change, offset, bytes: change.bytes.subarray(from, to) });
    from = to;
  }
  return sectors;
}
