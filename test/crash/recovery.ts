import { spawn } from 'node:child_process';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { freePort } from '#sandbox/free-port.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { imagine } from '#test/support/member.ts';

const TIMES = 5;
const MIB = 1024 * 1024;
const TRY_AGAIN_MS = 5;
const GIVE_UP_MS = 30_000;

type Options = {
  /** An empty folder. */
  readonly dir: string;
  /** Of the log that the killed process leaves behind, besides what it has there anyhow. */
  readonly walMib: number;
};

export type ComingBack = {
  /** Milliseconds from SIGKILL to the first callback that is acknowledged again. */
  readonly median: number;
  readonly slowest: number;
  /** The same for a process that only listens, in turns with the other, because machines are busy at times. */
  readonly bareMedian: number;
};

export async function measureComingBack({ dir, walMib }: Options): Promise<ComingBack> {
  await mkdir(dir, { recursive: true });
  const sandbox = await createSandbox({ page: false });
  try {
    await sandbox.ready();
    sandbox.modelslab.plan({ hold: true });
    await imagine(sandbox, { prompt: 'still there?' });
    await sandbox.modelslab.waitForSubmits(1);
    const webhook = String(sandbox.modelslab.submits()[0]?.webhook);
    const times: number[] = [];
    const bare: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      times.push(await killAndComeBack(sandbox, webhook, { dir, walMib }));
      bare.push(await startBare());
    }
    return { median: medianOf(times), slowest: Math.round(Math.max(...times)), bareMedian: medianOf(bare) };
  } finally {
    await sandbox.close();
  }
}

const medianOf = (times: readonly number[]): number =>
  Math.round(times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0);

async function startBare(): Promise<number> {
  const port = await freePort();
  const script = `require('node:http').createServer((_, answer) => answer.end()).listen(${port}, '127.0.0.1')`;
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  await untilAcknowledged(`http://127.0.0.1:${port}/`);
  child.kill('SIGKILL');
  return performance.now() - startedAt;
}

async function killAndComeBack({ bot, dataDir }: Sandbox, webhook: string, { dir, walMib }: Options): Promise<number> {
  // What it would have written before the kill is written while nobody looks.
  await bot.kill();
  if (walMib > 0) await leaveLog(join(dataDir, 'bowerbird.db'), dir, walMib);
  const startedAt = performance.now();
  await bot.start();
  await untilAcknowledged(webhook);
  return performance.now() - startedAt;
}

async function untilAcknowledged(url: string): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  while (!(await isAcknowledged(url))) {
    if (performance.now() > giveUpAt) throw new Error('nothing was acknowledged after the start');
    await new Promise((resolve) => void setTimeout(resolve, TRY_AGAIN_MS));
  }
}

const isAcknowledged = (webhook: string): Promise<boolean> =>
  fetch(webhook, { method: 'POST', headers: { connection: 'close' }, body: '{"status":"processing"}' }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Writes rows until the log is as long, and puts it back as it was before closing folded it into the file. */
async function leaveLog(path: string, dir: string, walMib: number): Promise<void> {
  const kept = [path, `${path}-wal`];
  const copies = kept.map((_, at) => join(dir, `copy-${at}`));
  const sqlite = new Sqlite(path);
  sqlite.pragma('wal_autocheckpoint = 0');
  const columns = 'id, provider, job_id, received_at, body, verdict';
  const insert = sqlite.prepare(
    `insert into callbacks (${columns}) values (?, 'modelslab', 'none', 0, ?, 'unknown_job')`,
  );
  for (let mib = 0; mib < walMib; mib += 1) insert.run(`${Date.now()}-${mib}`, 'x'.repeat(MIB));
  for (const [at, file] of kept.entries()) await copyFile(file, copies[at] ?? '');
  sqlite.close();
  await rm(`${path}-shm`, { force: true });
  for (const [at, file] of kept.entries()) await copyFile(copies[at] ?? '', file);
}
