import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { writeBody } from '#media/write-body.ts';
import { createStage, PNG, pngOf, serveBytes } from '#test/media/stage.ts';
import { tempDir } from '#test/support/temp-dir.ts';

async function* inPieces(bytes: Buffer, length: number, taken?: (so: number) => void): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) {
    taken?.(at + length);
    yield bytes.subarray(at, at + length);
  }
}

async function fileIn() {
  const path = join(await tempDir(), 'file');
  const handle = await open(path, 'wx+');
  onTestFinished(() => handle.close());
  return { path, handle };
}

it.each([1, 1_000, 65_536, 600_000, 5_000_000])('every byte stands in its place, in pieces of %i', async (length) => {
  const bytes = pngOf(length === 1 ? 3_000 : 2_000_003);
  const { path, handle } = await fileIn();
  await writeBody(handle, inPieces(bytes, length));
  expect((await readFile(path)).equals(bytes)).toBe(true);
});

it('one write is under way at a time, and a slow disk holds the sender back', async () => {
  const { handle } = await fileIn();
  const bytes = pngOf(8_000_000);
  let [under, most, written, taken, ahead] = [0, 0, 0, 0, 0];
  const slow = {
    writeFile: handle.writeFile.bind(handle),
    writev: async <Buffers extends readonly NodeJS.ArrayBufferView[]>(buffers: Buffers) => {
      under += 1;
      most = Math.max(most, under);
      await new Promise(setImmediate);
      const answer = await handle.writev<Buffers>(buffers);
      under -= 1;
      written += answer.bytesWritten;
      return answer;
    },
  };
  const body = inPieces(bytes, 60_000, (so) => {
    taken = so;
    ahead = Math.max(ahead, taken - written);
  });
  await writeBody(slow, body);
  expect(most).toBe(1);
  expect(ahead).toBeLessThan(1_300_000);
  expect(written).toBe(bytes.length);
});

it('what a full disk takes only in part is written to its end', async () => {
  const { path, handle } = await fileIn();
  const bytes = pngOf(700_000);
  let writes = 0;
  const nearlyFull = {
    writeFile: handle.writeFile.bind(handle),
    writev: async <Buffers extends readonly NodeJS.ArrayBufferView[]>(buffers: Buffers) => {
      const some = writes++ === 0 ? 1_000 : bytes.length;
      const all = Buffer.concat(buffers.map((each) => Buffer.from(each.buffer, each.byteOffset, each.byteLength)));
      const { bytesWritten } = await handle.write(all.subarray(0, some));
      return { bytesWritten, buffers };
    },
  };
  await writeBody(nearlyFull, inPieces(bytes, 50_000));
  expect((await readFile(path)).equals(bytes)).toBe(true);
});

it('a fault of the disk while more is coming is told, once nothing is being written', async () => {
  const { handle } = await fileIn();
  const full = {
    writeFile: handle.writeFile.bind(handle),
    writev: () => Promise.reject(new Error('ENOSPC')),
  };
  await expect(writeBody(full, inPieces(pngOf(3_000_000), 60_000))).rejects.toThrow('ENOSPC');
});

it('a copy that is told to be there has reached the disk: its bytes and its name', async () => {
  const { handle } = await fileIn();
  const proto: { datasync: () => Promise<void>; sync: () => Promise<void> } = Object.getPrototypeOf(handle);
  const [bytes, name] = [vi.spyOn(proto, 'datasync'), vi.spyOn(proto, 'sync')];
  onTestFinished(() => {
    bytes.mockRestore();
    name.mockRestore();
  });
  const server = await serveBytes(PNG);
  const stage = await createStage([server.host]);
  expect(await stage.fetchFrom(`http://${server.host}/`)).toMatchObject({ outcome: 'stored' });
  expect([bytes.mock.settledResults, name.mock.settledResults]).toStrictEqual([
    [{ type: 'fulfilled', value: undefined }],
    [{ type: 'fulfilled', value: undefined }],
  ]);
  bytes.mockRejectedValueOnce(new Error('EIO'));
  expect(await stage.fetchFrom(`http://${server.host}/`)).toMatchObject({ outcome: 'later' });
});
