import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { createRests } from '#discord/rests.ts';
import { bodyOf } from '#discord/upload.ts';
import { createVirtualClock } from '#test/jobs/support/virtual-clock.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { strictServer } from './support/strict-server.ts';

const UPLOADS = 200;
const FILE_BYTES = 8 * 1_048_576;
const MAX_EACH_BYTES = 64 * 1024;

const channel = (number: number): string => String(1_180_000_000_000_000_000n + BigInt(number));

/** What the process holds once everything is collected that nobody needs. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { rss, external } = process.memoryUsage();
  return rss + external;
}

test('an upload of 8 MiB that waits costs less than 64 KiB of memory', async () => {
  const path = join(await tempDir(), 'result.png');
  await writeFile(path, randomBytes(FILE_BYTES));
  const server = await strictServer();
  const { rest } = createRests({ token: 'a.token', apiUrl: server.apiUrl, clock: createVirtualClock() });
  const upload = { path, name: 'result.png', mediaType: 'image/png', description: 'a bower' };
  // The first call leaves; time stands still, so the others wait.
  await rest.post(Routes.channelMessages(channel(0)), { body: {} });

  const before = memory();
  for (let count = 1; count <= UPLOADS; count += 1) {
    void rest.post(Routes.channelMessages(channel(count)), await bodyOf({ content: 'ready' }, [upload]));
  }
  await new Promise((resolve) => setImmediate(resolve));
  expect(server.seen).toHaveLength(1);
  expect(memory() - before).toBeLessThan(UPLOADS * MAX_EACH_BYTES);
});
