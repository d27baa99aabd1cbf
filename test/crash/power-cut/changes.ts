import type { Operation } from '#sandbox/disk/operations.ts';

/** What was done to a file and may not have reached the disk. */
export type Change = Extract<Operation, { did: 'write' | 'truncate' }>;

/** Bytes of a file that grow without being copied every time. */
export class Content {
  #bytes: Buffer;
  #length = 0;

  constructor(other?: Content) {
    this.#bytes = other ? Buffer.from(other.bytes()) : Buffer.alloc(0);
    this.#length = this.#bytes.length;
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  write(offset: number, bytes: Uint8Array): void {
    const end = offset + bytes.length;
    if (end > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(end, this.#bytes.length * 2));
      this.bytes().copy(larger);
      this.#bytes = larger;
    }
    if (offset > this.#length) this.#bytes.fill(0, this.#length, offset);
    this.#bytes.set(bytes, offset);
    this.#length = Math.max(this.#length, end);
  }

  truncate(length: number): void {
    if (length > this.#length) this.write(length - 1, new Uint8Array(1));
    this.#length = length;
  }
}

export function apply(content: Content, change: Change): void {
  if (change.did === 'write') content.write(change.offset, change.bytes);
  else content.truncate(change.length);
}
