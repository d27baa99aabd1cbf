import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { startSandbox } from '#test/support/sandbox.ts';
import { tempDir } from '#test/support/temp-dir.ts';

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs an entry to its end, with this environment and no other. */
async function run(entry: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  const launcher = new URL('../../src/launch.js', import.meta.url).pathname;
  try {
    const ended = await promisify(execFile)(process.execPath, [launcher, entry], { env, cwd: await tempDir() });
    return { code: 0, ...ended };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

const credentials = ({ discord, modelslab }: Sandbox) => ({
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.apiUrl,
  MODELSLAB_API_KEY: modelslab.key,
});

test('every configuration fault is told at once, with an example each, and the exit code is 78', async () => {
  const { code, stderr } = await run('main', { PUBLIC_URL: 'http://example.com', PORT: 'eighty' });
  expect(code).toBe(78);
  for (const variable of ['DISCORD_TOKEN', 'MODELSLAB_API_KEY', 'PUBLIC_URL', 'PORT'])
    expect(stderr).toMatch(new RegExp(`${variable} .*\\n +example: ${variable}=`));
});

test('a token that Discord refuses is told in words, without the token, and the exit code is 78', async () => {
  const sandbox = await startSandbox({ startBot: false });
  const env = { ...credentials(sandbox), DISCORD_TOKEN: 'not-the-token-of-any-bot', HOST: '127.0.0.1', PORT: '0' };
  const { code, stdout, stderr } = await run('main', env);
  expect(code).toBe(78);
  expect(stderr).toContain('DISCORD_TOKEN');
  expect(stdout + stderr).not.toContain('not-the-token');
});

test('a database that is none is told in words, and nothing is overwritten', async () => {
  const sandbox = await startSandbox({ startBot: false });
  const file = new URL('../../package.json', import.meta.url).pathname;
  const { code, stderr } = await run('main', { ...credentials(sandbox), DATABASE_URL: `file:${file}` });
  expect(code).toBe(1);
  expect(stderr).toContain('not a SQLite database');
});

test('registering sends what differs, and the second time nothing', async () => {
  const sandbox = await startSandbox({ startBot: false });
  const first = await run('register', credentials(sandbox));
  expect(first.stdout).toMatch(/^created: imagine, .*, job, help, admin$/m);
  const before = sandbox.discord.calls().length;

  const second = await run('register', credentials(sandbox));
  expect(second).toMatchObject({ code: 0, stdout: 'created: none\nupdated: none\ndeleted: none\nunchanged: 13\n' });
  const calls = sandbox.discord.calls().slice(before);
  expect(calls.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('at its start the bot says where it listens and prints an invite with the permissions that it needs', async () => {
  const sandbox = await startSandbox();
  const online = await sandbox.bot.waitForLog(({ fields }) => fields.msg === 'online');
  const invite = new URL(String(online.fields.invite));
  expect(invite.origin + invite.pathname).toBe('https://discord.com/oauth2/authorize');
  // View Channel, Send Messages, Embed Links, Attach Files, Read Message History, Send Messages in Threads.
  const needed = [10n, 11n, 14n, 15n, 16n, 38n].reduce((bits, bit) => bits | (1n << bit), 0n);
  expect(invite.searchParams.get('permissions')).toBe(needed.toString());

  const ready = await fetch(`${sandbox.botAddress}/health/ready`);
  expect([ready.status, await ready.json()]).toMatchObject([
    200,
    { parts: { database: { ok: true }, discord: { ok: true } } },
  ]);
});
