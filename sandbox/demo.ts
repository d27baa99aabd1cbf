import { parseArgs } from 'node:util';
import { prettyFactory } from 'pino-pretty';
import type { Exit, LogLine } from './bot-process.ts';
import type { Sandbox } from './sandbox.ts';
import { createSandbox } from './sandbox.ts';

const DEFAULT_PORT = 3000;
const PORTS_TO_TRY = 20; // then something else is wrong
const LAST_LINES = 20;
const READY_WITHIN_MS = 30_000; // a cold start takes two or three seconds

const USAGE = `Usage: npm run demo -- [--port N]

  --port N   where the chat page is served, ${DEFAULT_PORT} unless told otherwise; when it is taken, the next free one
`;

/** The bot's JSON lines, written for people; colours only where somebody looks at them. */
const pretty = prettyFactory({
  colorize: process.stdout.isTTY === true,
  translateTime: 'SYS:HH:MM:ss',
  ignore: 'pid,hostname',
  singleLine: true,
});

const readable = ({ text }: LogLine): string => `${pretty(text).trimEnd()}\n`;

/** `npm run demo`: the whole bot on this machine alone. Answers 0 when it was asked to end, 1 when the bot died. */
async function demo(): Promise<number> {
  const wanted = readPort(process.argv.slice(2));
  if (wanted === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const stopSignal = firstOf(['SIGINT', 'SIGTERM', 'SIGHUP']);
  const sandbox = await createOnFreePort(wanted);
  try {
    sandbox.bot.onLine((line) => process.stdout.write(readable(line)));
    await sandbox.bot.start();
    void greet(sandbox, wanted);
    const exit = await Promise.race([stopSignal.then(() => undefined), sandbox.bot.exited()]);
    process.stdout.write(exit ? obituary(sandbox, exit) : '\nStopping …\n');
    return exit ? 1 : 0;
  } finally {
    await sandbox.close();
  }
}

/** The address is worth opening once the bot is there to answer. */
async function greet(sandbox: Sandbox, wanted: number): Promise<void> {
  try {
    await sandbox.ready(READY_WITHIN_MS);
    process.stdout.write(banner(sandbox, wanted));
  } catch {
    if (sandbox.bot.isRunning()) process.stdout.write('The bot is not ready yet; its log above may say why.\n');
  }
}

function banner({ address, bot }: Sandbox, wanted: number): string {
  const isWhereWanted = wanted === 0 || new URL(address).port === String(wanted);
  const elsewhere = isWhereWanted ? [] : [`  (port ${wanted} is taken)`];
  return [
    '',
    '  Bowerbird is running in its sandbox: a pretend Discord, a pretend ModelsLab, APIMart and each::labs,',
    `  the real bot (process ${bot.pid()}) between them. Nothing leaves this machine.`,
    '',
    `  Open   ${address}`,
    ...elsewhere,
    '  Try    /imagine prompt: a lighthouse above the sea at night',
    '  Stop   Ctrl-C',
    '',
    '',
  ].join('\n');
}

function obituary({ bot }: Sandbox, { code, signal }: Exit): string {
  const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
  const lines = bot.lines().slice(-LAST_LINES).map(readable);
  return `\nThe bot process ended by itself (${how}). Its last lines were:\n\n${lines.join('')}\n`;
}

async function createOnFreePort(first: number): Promise<Sandbox> {
  for (let port = first; ; port += 1) {
    try {
      return await createSandbox({ port, startBot: false });
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || first === 0 || port === first + PORTS_TO_TRY) throw error;
    }
  }
}

/** Undefined when the arguments make no sense. */
function readPort(args: readonly string[]): number | undefined {
  try {
    const { values } = parseArgs({ args: [...args], options: { port: { type: 'string' } } });
    const port = Number(values.port ?? DEFAULT_PORT);
    return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
  } catch {
    return undefined;
  }
}

/** Resolves with the first of these signals. Later ones change nothing: the end is on its way. */
function firstOf(signals: readonly NodeJS.Signals[]): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, resolve);
  });
}

process.exit(await demo());
