/** One thing that was done to a file of a watched disk. `sequence` counts up from 1 in each process. */
export type Operation = { readonly sequence: number; readonly path: string } & (
  | { readonly did: 'create' }
  | { readonly did: 'write'; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly did: 'truncate'; readonly length: number }
  /** Everything that was done to the file up to and including `upTo` has reached the disk. A folder is synced, too. */
  | { readonly did: 'sync'; readonly upTo: number }
  | { readonly did: 'unlink' }
  | { readonly did: 'rename'; readonly to: string }
);

/** `struct record` of pretend-disk.c: kind, bytes of the path, sequence, at, bytes that follow the path. */
const HEADER_BYTES = 32;

/** Reads the log of a watched disk. A log that breaks off, as a killed writer's would, ends with its last whole record. */
export function readOperations(log: Buffer): readonly Operation[] {
  const operations: Operation[] = [];
  for (let at = 0; at + HEADER_BYTES <= log.length; ) {
    const pathEnd = at + HEADER_BYTES + log.readUInt32LE(at + 4);
    const end = pathEnd + Number(log.readBigUInt64LE(at + 24));
    if (end > log.length) break;
    operations.push(
      operationOf(log.readUInt32LE(at), {
        sequence: Number(log.readBigUInt64LE(at + 8)),
        path: log.toString('utf8', at + HEADER_BYTES, pathEnd),
        at: Number(log.readBigUInt64LE(at + 16)),
        bytes: log.subarray(pathEnd, end),
      }),
    );
    at = end;
  }
  return operations;
}

type Fields = { readonly sequence: number; readonly path: string; readonly at: number; readonly bytes: Buffer };

function operationOf(kind: number, { sequence, path, at, bytes }: Fields): Operation {
  const core = { sequence, path };
  switch (kind) {
    case 1:
      return { ...core, did: 'create' };
    case 2:
      return { ...core, did: 'write', offset: at, bytes };
    case 3:
      return { ...core, did: 'truncate', length: at };
    case 4:
      return { ...core, did: 'sync', upTo: at };
    case 5:
      return { ...core, did: 'unlink' };
    case 6:
      return { ...core, did: 'rename', to: bytes.toString() };
    default:
      throw new Error(`The log of the disk has a record of an unknown kind, ${kind}: it cannot be read further`);
  }
}
