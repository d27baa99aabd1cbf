import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CallbackWrite } from '#domain/ports/job-store.ts';
import { makePath, openStores } from './open-stores.ts';
import { callbackFor, claimAt, NOON, queuedJob } from './stories.ts';

const LONG_BODY = '{"status":"success"}'.repeat(500);

type Stores = ReturnType<typeof openStores>;

/** Leaves room for so many more pages of 4 KiB. */
function leaveRoom({ database }: Stores, pages: number): void {
  const { $client: sqlite } = database.orm;
  sqlite.pragma(`max_page_count = ${Number(sqlite.pragma('page_count', { simple: true })) + pages}`);
}

const integrityOf = ({ database }: Stores) => database.orm.$client.pragma('integrity_check', { simple: true });

/** Callbacks for as many running jobs. */
async function manyCallbacks({ jobs }: Stores, count: number): Promise<readonly CallbackWrite[]> {
  const made = Array.from({ length: count }, () => queuedJob());
  await Promise.all(made.map(jobs.accept));
  for (const _each of made) await jobs.claimNext(claimAt(NOON, count));
  return made.map((job) => callbackFor(job, { body: LONG_BODY }));
}

describe('on a full disk', () => {
  test('of callbacks that come together those are refused that are not stored, and of them nothing is', async () => {
    const stores = openStores();
    const { jobs, deliveries, database } = stores;
    const callbacks = await manyCallbacks(stores, 40);
    leaveRoom(stores, 30);
    const answers = await Promise.allSettled(callbacks.map(jobs.receiveCallback));
    const isRefused = (at: number) => answers[at]?.status === 'rejected';
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    for (const answer of answers)
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ name: 'StorageError', code: 'SQLITE_FULL' });
    const kept = database.orm.all<{ id: string }>(sql`select id from callbacks`).map(({ id }) => id);
    expect(kept.toSorted()).toStrictEqual(callbacks.filter((_, at) => !isRefused(at)).map(({ id }) => id));
    for (const [at, { jobId }] of callbacks.entries()) {
      const artifacts = await deliveries.artifactsOf(jobId);
      const delivery = await deliveries.findByJob(jobId);
      const state = (await jobs.find(jobId))?.state;
      if (isRefused(at)) expect([state, artifacts, delivery]).toStrictEqual(['submitting', [], undefined]);
      else expect([state, artifacts.length, delivery]).toStrictEqual(['succeeded', 2, { state: 'due' }]);
    }
    expect(integrityOf(stores)).toBe('ok');
  });

  test('what was refused is stored when it comes again and there is room', async () => {
    const stores = openStores();
    const [first, ...others] = await manyCallbacks(stores, 20);
    leaveRoom(stores, 0);
    const answers = await Promise.allSettled(
      [first, ...others].flatMap((each) => (each ? [stores.jobs.receiveCallback(each)] : [])),
    );
    expect(new Set(answers.map(({ status }) => status))).toStrictEqual(new Set(['rejected']));
    leaveRoom(stores, 1_000);
    for (const each of [first, ...others]) if (each) expect(await stores.jobs.receiveCallback(each)).toBe('settled');
    expect(integrityOf(stores)).toBe('ok');
  });

  test('a member’s request is refused whole', async () => {
    const stores = openStores();
    leaveRoom(stores, 0);
    const jobs = Array.from({ length: 200 }, () => queuedJob());
    const answers = await Promise.allSettled(jobs.map(stores.jobs.accept));
    const stored = jobs.filter((_, at) => answers[at]?.status === 'fulfilled').length;
    expect(stored).toBeLessThan(200);
    expect((await stores.jobs.countOpen())[0]).toStrictEqual({ state: 'queued', count: stored });
  });
});

const said = (line: string): { stored: string[]; refused: string[]; codes: string[] } => JSON.parse(line);

test('a process whose writes fail goes on: acknowledged is what is on disk, and the rest is stored once there is room', async ({
  skip,
}) => {
  skip(spawnSync('prlimit', ['--version']).status !== 0, 'needs prlimit to bound what a process writes');
  const path = makePath();
  const child = spawn(
    'prlimit',
    ['--fsize=600000:unlimited', process.execPath, join(import.meta.dirname, 'fill-disk.ts'), path],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const nextLine = async () => said((await lines.next()).value ?? '');

  const first = await nextLine();
  expect([first.stored.length > 0, first.refused.length > 0]).toStrictEqual([true, true]);
  for (const code of first.codes) expect(['SQLITE_FULL', 'SQLITE_IOERR']).toContain(code);
  const reader = new Sqlite(path, { readonly: true });
  const idsIn = () => reader.prepare('select id from jobs order by id').pluck().all();
  expect(idsIn()).toStrictEqual(first.stored.toSorted());

  execFileSync('prlimit', ['--fsize=unlimited', '--pid', String(child.pid)]);
  child.stdin.end('go\n');
  const second = await nextLine();
  expect(second.refused).toStrictEqual([]);
  expect(second.stored.toSorted()).toStrictEqual(first.refused.toSorted());
  expect(await exited).toStrictEqual([0, null]);
  expect(idsIn()).toStrictEqual([...first.stored, ...second.stored].toSorted());
  expect(reader.pragma('integrity_check', { simple: true })).toBe('ok');
  reader.close();
});
