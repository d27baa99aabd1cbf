import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endOf, imagine } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

test('a second process on the same database says so and ends with exit code 1, and the first goes on', async () => {
  const first = await startSandbox();
  const database = { DATABASE_URL: `file:${join(first.dataDir, 'bowerbird.db')}` };
  const second = await startSandbox({ startBot: false, env: database });

  await second.bot.start();
  expect(await second.bot.exited()).toEqual({ code: 1, signal: null });
  const told = second.bot.lines().map(({ text }) => text);
  expect(told.some((text) => text.includes('another Bowerbird is running on it'))).toBe(true);
  expect(second.discord.isBotOnline()).toBe(false);

  const result = await endOf(first, await imagine(first, { prompt: 'undisturbed' }));
  expect(result.attachments).toHaveLength(1);
});

test('a process that takes the place of a killed one is let in at once', async () => {
  const sandbox = await startSandbox();
  await sandbox.bot.kill();
  await sandbox.bot.start();
  await sandbox.ready();
  const result = await endOf(sandbox, await imagine(sandbox, { prompt: 'the king is dead' }));
  expect(result.attachments).toHaveLength(1);
});
