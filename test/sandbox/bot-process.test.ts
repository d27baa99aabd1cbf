import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { createBotProcess } from '#sandbox/bot-process.ts';
import { tempDir } from '#test/support/temp-dir.ts';

/** Says what it found, then waits; stops when asked, as the bot does. */
const OBEDIENT = `
  const say = (fields) => console.log(JSON.stringify(fields));
  process.on('SIGTERM', () => { say({ msg: 'stopping' }); process.exit(0); });
  setInterval(() => {}, 1000);
  console.log('not JSON');
  console.error('an error line');
  say({ msg: 'ready', env: Object.keys(process.env), cwd: process.cwd(), pid: process.pid });
`;

async function botRunning(script: string, options: Partial<Parameters<typeof createBotProcess>[0]> = {}) {
  const cwd = await tempDir();
  const entry = join(cwd, 'entry.mjs');
  await writeFile(entry, script);
  const bot = createBotProcess({ env: { DISCORD_TOKEN: 'x' }, cwd, entry, ...options });
  onTestFinished(async () => void (await bot.kill()));
  return { bot, cwd, entry };
}

const isReady = ({ fields }: { fields: Readonly<Record<string, unknown>> }) => fields.msg === 'ready';

test('it runs in the directory and with the environment that it was given, and inherits nothing', async () => {
  const { bot, cwd } = await botRunning(OBEDIENT);
  await bot.start();
  const { fields } = await bot.waitForLog(isReady);
  expect(fields).toMatchObject({ env: ['DISCORD_TOKEN'], cwd, pid: bot.pid() });
});

test('its log is there line by line, from both streams, JSON or not', async () => {
  const { bot } = await botRunning(OBEDIENT);
  const heard: string[] = [];
  bot.onLine(({ text }) => heard.push(text));
  await bot.start();
  await bot.waitForLog(isReady);
  await bot.waitForLog(({ text }) => text === 'an error line');
  expect(bot.lines()).toContainEqual({ text: 'not JSON', fields: {} });
  expect(heard).toStrictEqual(bot.lines().map(({ text }) => text));
});

test('asked to stop, it ends in its own way, and its last line is read', async () => {
  const { bot } = await botRunning(OBEDIENT);
  await bot.start();
  await bot.waitForLog(isReady);
  expect(await bot.stop()).toStrictEqual({ code: 0, signal: null });
  expect(bot.isRunning()).toBe(false);
  expect(bot.lines().at(-1)?.fields).toStrictEqual({ msg: 'stopping' });
  expect(await bot.stop()).toBeUndefined();
});

test('killed, it has no last word', async () => {
  const { bot } = await botRunning(OBEDIENT);
  await bot.start();
  await bot.waitForLog(isReady);
  expect(await bot.kill()).toStrictEqual({ code: null, signal: 'SIGKILL' });
  expect(bot.lines().some(({ fields }) => fields.msg === 'stopping')).toBe(false);
});

test('restarted, it is a new process, whose log is waited for and not the old one', async () => {
  const { bot } = await botRunning(OBEDIENT);
  await bot.start();
  const first = await bot.waitForLog(isReady);
  await bot.restart();
  const second = await bot.waitForLog(isReady);
  expect(second.fields.pid).not.toBe(first.fields.pid);
  expect(bot.lines().filter(isReady)).toHaveLength(2);
  await expect(bot.start()).rejects.toThrow('running already');
});

/** A module that says that it was loaded, for `--import`. */
const preload = (name: string): string => `data:text/javascript,console.log('preload ${name}')`;

test('it loads what it shall before its entry, in order; and for one run more than that', async () => {
  const { bot } = await botRunning(OBEDIENT, { preloads: [preload('a'), preload('b')] });
  await bot.start({ preloads: [preload('c')], env: { EXTRA: '1' } });
  const { fields } = await bot.waitForLog(isReady);
  expect(fields.env).toStrictEqual(['DISCORD_TOKEN', 'EXTRA']);
  const loaded = () => bot.lines().flatMap(({ text }) => (text.startsWith('preload') ? [text.at(-1)] : []));
  expect(loaded()).toStrictEqual(['a', 'b', 'c']);
  await bot.restart();
  expect((await bot.waitForLog(isReady)).fields.env).toStrictEqual(['DISCORD_TOKEN']);
  expect(loaded()).toStrictEqual(['a', 'b', 'c', 'a', 'b']);
});

test('killed, it is gone at once, even while a process of its own still holds its output', async () => {
  const { bot } = await botRunning(`
    import { spawn } from 'node:child_process';
    const heir = spawn(process.execPath, ['-e', 'setInterval(() => console.log("of the old run"), 5)'], { stdio: ['ignore', 'inherit', 'inherit'] });
    console.log(JSON.stringify({ msg: 'ready', heir: heir.pid, pid: process.pid }));
    setInterval(() => {}, 1000);
  `);
  await bot.start();
  const { fields } = await bot.waitForLog(isReady);
  onTestFinished(() => void process.kill(Number(fields.heir)));
  expect(await bot.kill()).toStrictEqual({ code: null, signal: 'SIGKILL' });
  expect(() => process.kill(Number(fields.pid), 0)).toThrow('ESRCH');
  expect(bot.isRunning()).toBe(false);
});

test('what an old run still says is not taken for the new one’s', async () => {
  const { bot } = await botRunning(`
    import { spawn } from 'node:child_process';
    const isFirst = process.env.FIRST === '1';
    const heir = isFirst && spawn(process.execPath, ['-e', 'setInterval(() => console.log("of the old run"), 5)'], { stdio: ['ignore', 'inherit', 'inherit'] });
    console.log(JSON.stringify({ msg: 'ready', heir: heir.pid }));
    setInterval(() => {}, 1000);
  `);
  await bot.start({ env: { FIRST: '1' } });
  const { fields } = await bot.waitForLog(isReady);
  onTestFinished(() => void process.kill(Number(fields.heir)));
  await bot.kill();
  await bot.start();
  await bot.waitForLog(isReady);
  const stillSpoken = new Promise<void>((resolve) => {
    bot.onLine(({ text }) => text === 'of the old run' && resolve());
  });
  const mistaken = bot.waitForLog(({ text }) => text === 'of the old run', 100);
  await Promise.all([stillSpoken, expect(mistaken).rejects.toThrow('no such log line')]);
});

test('of very many lines the latest are kept', async () => {
  const { bot } = await botRunning(`for (let n = 1; n <= 95; n += 1) console.log('line ' + n);`, { keptLines: 10 });
  await bot.start();
  await bot.exited();
  expect(bot.lines().length).toBeLessThan(20);
  expect(
    bot
      .lines()
      .slice(-10)
      .map(({ text }) => text),
  ).toStrictEqual(Array.from({ length: 10 }, (_, at) => `line ${at + 86}`));
});

test('one that ends by itself is noticed, with its exit code', async () => {
  const { bot } = await botRunning(`console.log('I give up'); process.exitCode = 78;`);
  await bot.start();
  expect(await bot.exited()).toStrictEqual({ code: 78, signal: null });
  expect(bot.isRunning()).toBe(false);
  await expect(bot.waitForLog(isReady, 5)).rejects.toThrow('I give up');
});

test('a start that is impossible is an error', async () => {
  const { entry } = await botRunning(OBEDIENT);
  const bot = createBotProcess({ env: {}, cwd: join(entry, 'nowhere'), entry });
  await expect(bot.start()).rejects.toThrow();
  expect(bot.isRunning()).toBe(false);
});

/** Says on which port it listens: whoever connects there learns of its end. */
const LISTENING = `
  import { createServer } from 'node:net';
  const server = createServer().listen(0, '127.0.0.1', () => console.log('port ' + server.address().port));
`;

test('it does not outlive the process that started it, even one that was killed', async () => {
  const { cwd, entry } = await botRunning(LISTENING);
  const starter = join(cwd, 'starter.mjs');
  const botProcess = new URL('../../sandbox/bot-process.ts', import.meta.url).href;
  await writeFile(
    starter,
    `import { createBotProcess } from '${botProcess}';
     const bot = createBotProcess({ env: {}, cwd: ${JSON.stringify(cwd)}, entry: ${JSON.stringify(entry)} });
     bot.onLine(({ text }) => console.log(text));
     await bot.start();`,
  );
  const parent = spawn(process.execPath, [starter], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  const connection = connect(Number(String(line).replace('port ', '')), '127.0.0.1');
  await once(connection, 'connect');
  const botEnded = once(connection.on('error', () => {}).resume(), 'close');
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await botEnded;
});
