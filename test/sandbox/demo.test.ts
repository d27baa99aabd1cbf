import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '#test/support/free-port.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const DEMO = fileURLToPath(new URL('../../sandbox/demo.ts', import.meta.url));

/** The demo as somebody starts it, with variables set that are meant for a real bot, and a temp directory of its own. */
async function startDemo(...args: string[]) {
  const temp = await tempDir();
  const env = {
    TMPDIR: temp,
    PUBLIC_URL: 'https://bot.example.com',
    DISCORD_TOKEN: 'the real one',
    LOG_LEVEL: 'silent',
  };
  const demo = spawn(process.execPath, [DEMO, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(async () => {
    if (demo.exitCode !== null) return;
    demo.kill('SIGKILL');
    await once(demo, 'exit');
  });
  return { demo, temp, output: outputOf(demo) };
}

function outputOf(demo: ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream }) {
  const lines: string[] = [];
  const inputs = [demo.stdout, demo.stderr].map((input) => createInterface({ input }));
  for (const input of inputs) input.on('line', (line) => lines.push(line));
  const find = (pattern: RegExp) => lines.map((line) => pattern.exec(line)).find((match) => match !== null);
  return {
    all: () => lines.join('\n'),
    /** The first line, there already or to come, that matches. */
    line: async (pattern: RegExp): Promise<RegExpExecArray> => {
      for (;;) {
        const match = find(pattern);
        if (match) return match;
        const heard = new AbortController();
        const { signal } = heard;
        await Promise.race(inputs.map((input) => once(input, 'line', { signal }).catch(() => {})));
        heard.abort();
      }
    },
  };
}

async function endOf(demo: ChildProcess): Promise<unknown> {
  const [code] = await once(demo, 'close');
  return code;
}

test('it says where the page is, serves it there, stops when asked, and leaves nothing behind', async () => {
  const port = await freePort();
  const { demo, temp, output } = await startDemo('--port', String(port));
  const [, address = ''] = await output.line(/Open\s+(\S+)/);
  expect(address).toBe(`http://127.0.0.1:${port}`);
  expect((await fetch(address)).headers.get('content-type')).toContain('text/html');
  expect(await readdir(temp)).toHaveLength(1);
  demo.kill('SIGINT');
  expect(await endOf(demo)).toBe(0);
  expect(await readdir(temp)).toStrictEqual([]);
  expect(output.all()).not.toContain('\u001b[');
  expect(output.all()).not.toContain('ended by itself');
});

test('a port that is taken is passed over, and the banner says so', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { demo, output } = await startDemo('--port', String(port));
  const [, open] = await output.line(/Open\s+http:\/\/127\.0\.0\.1:(\d+)/);
  expect(open).not.toBe(String(port));
  await output.line(new RegExp(`port ${port} is taken`));
  demo.kill('SIGTERM');
  expect(await endOf(demo)).toBe(0);
});

test('when the bot dies, the demo says so with its last lines and ends with 1', async () => {
  const { demo, temp, output } = await startDemo('--port', '0');
  await output.line(/Open\s/);
  const [, pid] = await output.line(/bot \(process (\d+)\)/);
  process.kill(Number(pid), 'SIGKILL');
  expect(await endOf(demo)).toBe(1);
  expect(output.all()).toMatch(/The bot process ended by itself \(signal SIGKILL\)[\s\S]*online/);
  expect(await readdir(temp)).toStrictEqual([]);
});

test('an argument that it does not know is answered with how it is used', async () => {
  const { demo, output } = await startDemo('--prot', '3000');
  expect(await endOf(demo)).toBe(2);
  expect(output.all()).toContain('--port N');
});
