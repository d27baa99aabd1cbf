import type { FileHandle } from 'node:fs/promises';

type Sink = Pick<FileHandle, 'writev' | 'writeFile'>;

/** Written at once: large enough that the disk is asked rarely, small enough for many transfers at the same time. */
const BATCH_BYTES = 512 * 1024;

/** Writes a body to its end, and takes in the next batch while one is on its way to the disk. */
export async function writeBody(handle: Sink, body: AsyncIterable<Uint8Array>): Promise<void> {
  let batch: Uint8Array[] = [];
  let bytes = 0;
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of body) {
      batch.push(chunk);
      bytes += chunk.length;
      if (bytes < BATCH_BYTES) continue;
      await writing;
      writing = heard(writeAll(handle, batch));
      batch = [];
      bytes = 0;
    }
  } finally {
    // Whatever went wrong, nobody closes the file under a write.
    await writing;
  }
  await writeAll(handle, batch);
}

/** A fault that comes before anybody waits for it is none of the process's. */
function heard(promise: Promise<void>): Promise<void> {
  promise.catch(() => {});
  return promise;
}

async function writeAll(handle: Sink, batch: readonly Uint8Array[]): Promise<void> {
  const bytes = batch.reduce((sum, { length }) => sum + length, 0);
  if (bytes === 0) return;
  const { bytesWritten } = await handle.writev(batch);
  // A disk that is nearly full takes a part; the rest brings its error to light.
  if (bytesWritten < bytes) await handle.writeFile(Buffer.concat(batch).subarray(bytesWritten));
}
