import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { BOUNDS } from '#http/bounds.ts';
import { createStage, hear, TRACK_ID } from '#test/http/stage.ts';

const PATH = `/webhooks/modelslab/${TRACK_ID}`;
const KIB = 1024;
const MIB = 1024 * KIB;

const write = (socket: Socket, bytes: Uint8Array | string): Promise<void> =>
  new Promise((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())));

const large = (bytes: number) => `POST ${PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: ${bytes}\r\n\r\n`;

it('many large bodies at once take a known amount of memory: the others are asked to come again, and small ones get in', async () => {
  const stage = await createStage({ bounds: { bodiesMaxBytes: 2 * MIB } });
  const senders = await Promise.all(Array.from({ length: 40 }, () => stage.dial(large(MIB))));
  for (const sender of senders) await write(sender, Buffer.alloc(MIB - 1, 'a'));
  // Three of them may be held; each of the small ones is stored, although none of the large ones has ended.
  expect((await stage.post(PATH, 'a'.repeat(16 * KIB))).status).toBe(200);
  const answers = await Promise.all(
    senders.map(async (sender) => {
      sender.on('error', () => {});
      sender.write('a');
      return (await hear(sender, '\r\n\r\n')).slice(0, 'HTTP/1.1 200'.length);
    }),
  );
  const stored = answers.filter((answer) => answer === 'HTTP/1.1 200').length;
  expect(answers.filter((answer) => answer === 'HTTP/1.1 503')).toHaveLength(40 - stored);
  expect(stored).toBeGreaterThan(0);
  expect(stored).toBeLessThan(5);
  // What was held is free again.
  expect((await stage.post(PATH, 'a'.repeat(MIB))).status).toBe(200);
  expect(stage.log()).toContain('too many large callbacks at once');
});

it('a body is given back when its sender goes, when it is too large and when it cannot be stored', async () => {
  let fails = true;
  const receive = async () => {
    if (fails) throw new Error('disk full');
    return 'stored' as const;
  };
  const stage = await createStage({ receive, bounds: { bodiesMaxBytes: 1.5 * MIB } });
  const body = 'a'.repeat(MIB);
  for (let round = 0; round < 4; round++) {
    expect((await stage.post(PATH, body)).status).toBe(503);
    expect((await stage.post(PATH, `${body}a`)).status).toBe(413);
    const leaver = await stage.dial(large(MIB));
    await write(leaver, Buffer.alloc(MIB - 1));
    leaver.destroy();
    await expect
      .poll(() => stage.answers.filter((answer) => answer === 'modelslab broken_off'))
      .toHaveLength(round + 1);
  }
  fails = false;
  expect((await stage.post(PATH, body)).status).toBe(200);
});

it('a packed body counts with all that unpacking it may take', async () => {
  const stage = await createStage({ bounds: { bodiesMaxBytes: 4 * MIB } });
  const status = async (encoding: string, body: Uint8Array) =>
    (await stage.post(PATH, body, { 'content-encoding': encoding })).status;
  expect(await status('gzip', gzipSync('{}'))).toBe(200);
  // Their windows are larger than all there is.
  expect(await status('br', brotliCompressSync('{}'))).toBe(503);
  expect(await status('zstd', zstdCompressSync('{}'))).toBe(503);
  expect(BOUNDS.bodiesMaxBytes).toBeGreaterThanOrEqual(3 * 17 * MIB);
});

it('a body in a million pieces takes no more memory than its bytes', async () => {
  const pieces = 400_000;
  let grownBytes = 0;
  let before = 0;
  const receive = async () => {
    grownBytes = process.memoryUsage.rss() - before;
    return 'stored' as const;
  };
  const stage = await createStage({ receive });
  await stage.post(PATH);
  const socket = await stage.dial(`POST ${PATH} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n`);
  const block = Buffer.from('1\r\na\r\n'.repeat(10_000));
  before = process.memoryUsage.rss();
  for (let sent = 0; sent < pieces; sent += 10_000) await write(socket, block);
  socket.write('0\r\n\r\n');
  expect(await hear(socket, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  expect(stage.received.at(-1)?.body.length).toBe(pieces);
  expect(grownBytes).toBeLessThan(40 * MIB);
});
