import { existsSync, writeFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createCataloguePages } from '#storage/catalogue-pages.ts';
import { ImpossibleRowError } from '#storage/impossible-row.ts';
import { DatabaseOpenError } from '#storage/open-error.ts';
import { openStorage } from '#storage/open-storage.ts';
import { StorageError } from '#storage/storage-error.ts';
import { METHODS } from '#storage/thread/protocol.ts';
import { makePath, openStores } from './open-stores.ts';
import { openThread } from './open-thread.ts';
import { callbackFor, claimAt, GUILD, NOON, nextId, queuedJob, running, SUCCESS, TASK } from './stories.ts';

/** A second connection, which sees only what is committed. */
function lookAt(path: string) {
  const sqlite = new Sqlite(path);
  onTestFinished(() => {
    sqlite.close();
  });
  return sqlite;
}

describe('storage in a thread of its own', () => {
  test('has every method of every store', () => {
    const { database, catalogueStore: _pagedOverHere, ...stores } = openStores();
    const cataloguePages = createCataloguePages({ database });
    const { path: _path, ...served } = { ...stores, cataloguePages };
    const names = (each: object) =>
      Object.entries(each).map(([store, methods]) => [store, Object.keys(methods).toSorted()]);
    expect(names(METHODS).toSorted()).toStrictEqual(names(served).toSorted());
  });

  test('tells what was stored, as it was stored', async () => {
    const { jobs, deliveries, fallbacks, upkeep } = await openThread();
    const job = await running(jobs);
    const plain = { ...job, state: 'running', submittedAt: NOON + 1_000, task: TASK, deadlineAt: NOON + 601_000 };
    const { notBefore: _over, ...expected } = plain;
    expect(await jobs.find(job.id)).toStrictEqual(expected);
    expect(await jobs.find('01knobody')).toBeUndefined();
    expect(await jobs.claimNext(claimAt(NOON))).toBeUndefined();
    expect(await jobs.listByMember({ userId: job.origin.userId, guildId: undefined, limit: 5 })).toStrictEqual([]);
    expect(await jobs.listByMember({ userId: job.origin.userId, guildId: GUILD, limit: 5 })).toStrictEqual([expected]);
    expect(await jobs.receiveCallback(callbackFor(job))).toBe('settled');
    const delivery = await deliveries.claimDue({ now: NOON + 9_000, leaseMs: 1, maxPerChannel: 1 });
    expect(delivery).toMatchObject({ jobId: job.id, place: 'channel' });
    const sources = SUCCESS.state === 'succeeded' ? SUCCESS.sources : [];
    const artifacts = sources.map((source, position) => ({ jobId: job.id, position, ...source }));
    expect(await deliveries.artifactsOf(job.id)).toStrictEqual(artifacts);
    await fallbacks.set({ guildId: GUILD, kind: 'image', model: 'apimart/m' });
    expect(await fallbacks.find(GUILD, 'image')).toBe('apimart/m');
    expect(await upkeep.unfinishedJobs()).toStrictEqual([job.id]);
  });

  test('carries out calls in their order, reads among writes', async () => {
    const { jobs } = await openThread();
    const [first, second] = [queuedJob(), queuedJob()];
    const answers = await Promise.all([
      jobs.find(first.id),
      jobs.accept(first),
      jobs.find(first.id),
      jobs.attachCard(first.id, '600000000000000001'),
      jobs.accept(second),
      jobs.countOpen(),
    ]);
    expect([answers[0], answers[1], answers[4]]).toStrictEqual([
      undefined,
      { outcome: 'accepted', ahead: 0 },
      { outcome: 'accepted', ahead: 1 },
    ]);
    expect(answers[2]).toMatchObject({ id: first.id });
    expect(answers[5][0]).toStrictEqual({ state: 'queued', count: 2 });
  });

  test('acknowledges a write only once another process can see it, also among thousands', async () => {
    const { jobs, path } = await openThread();
    const count = lookAt(path).prepare<[], number>('select count(*) from jobs').pluck();
    let acknowledged = 0;
    const accept = async () => {
      await jobs.accept(queuedJob());
      acknowledged += 1;
      expect(Number(count.get())).toBeGreaterThanOrEqual(acknowledged);
    };
    await Promise.all(Array.from({ length: 2_000 }, accept));
    expect(count.get()).toBe(2_000);
  });

  test('keeps the serving thread free while another process holds the file', async () => {
    const { jobs, path } = await openThread();
    const other = lookAt(path);
    other.exec('begin immediate');
    let isDone = false;
    const accepted = jobs.accept(queuedJob()).finally(() => {
      isDone = true;
    });
    for (let turn = 0; turn < 100; turn += 1) await nextTurn();
    expect(isDone).toBe(false);
    other.exec('commit');
    expect(await accepted).toMatchObject({ outcome: 'accepted' });
  });

  test('brings a long list of models over as it is', async () => {
    const { catalogueStore } = await openThread();
    const models = Array.from({ length: 1_234 }, (_, number) => ({
      id: `modelslab/m${number}`,
      provider: 'modelslab',
      name: `m${number}`,
      label: `Model ${number} ✓`,
      uses: ['imagine' as const],
      route: 'community',
      prompt: { need: 'required' as const },
      options: {},
      inputs: [],
      nsfw: false,
      popularity: number,
    }));
    await catalogueStore.save({ provider: 'modelslab', fetchedAt: NOON, models });
    expect(await catalogueStore.load()).toStrictEqual([{ provider: 'modelslab', fetchedAt: NOON, models }]);
  });
});

describe('an error in the thread', () => {
  test('is the error that it would be over here: a row that makes no sense', async () => {
    const { jobs, path } = await openThread();
    const job = queuedJob();
    await jobs.accept(job);
    lookAt(path).exec("update jobs set request = '{'");
    const refused = jobs.find(job.id);
    await expect(refused).rejects.toThrow(ImpossibleRowError);
    await expect(refused).rejects.toThrow(`Stored job ${job.id} makes no sense: request`);
  });

  test('of SQLite tells its code, and nothing of what was to be stored', async () => {
    const { jobs } = await openThread();
    const callback = callbackFor({ id: 'x' }, { body: 'a secret' });
    await jobs.receiveCallback(callback);
    const failure = await jobs.receiveCallback(callback).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StorageError);
    expect(failure).toMatchObject({ code: 'SQLITE_CONSTRAINT' });
    const twice = queuedJob();
    await jobs.accept(twice);
    const again = { ...twice, origin: { ...twice.origin, interactionId: '499999999999999999' } };
    const other = await jobs.accept(again).catch((error: unknown) => error);
    for (const error of [failure, other]) {
      const { message, stack, cause } = error instanceof Error ? error : new Error('none');
      expect(`${message} ${stack} ${cause}`).not.toMatch(/secret|bower of blue/);
    }
  });

  test('at opening is the one that says what to do', async () => {
    const path = makePath();
    writeFileSync(path, 'not a database. '.repeat(100));
    const opening = openStorage({ path, lost: () => undefined });
    await expect(opening).rejects.toThrow(DatabaseOpenError);
    await expect(opening).rejects.toMatchObject({ fault: 'unreadable', path });
    await expect(opening).rejects.toThrow('Restore a backup');
  });

  test('of one caller, who hands over what cannot be sent, is told to that caller alone', async () => {
    const { jobs } = await openThread();
    const impossible = Object.assign(queuedJob(), { surprise: () => 1 });
    const answers = await Promise.allSettled([jobs.accept(queuedJob()), jobs.accept(impossible), jobs.countOpen()]);
    expect(answers.map(({ status }) => status)).toStrictEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});

describe('closing', () => {
  test('finishes what was called before, folds the log into the file, and may be done twice', async () => {
    const { jobs, close, path, losses, deliveries } = await openThread();
    const job = queuedJob();
    const [accepted, found] = [jobs.accept(job), jobs.find(job.id)];
    const closed = [close(), close()];
    await expect(deliveries.findByJob(job.id)).rejects.toMatchObject({ code: 'CLOSED' });
    await Promise.all(closed);
    expect(await accepted).toStrictEqual({ outcome: 'accepted', ahead: 0 });
    expect(await found).toStrictEqual(job);
    expect(existsSync(`${path}-wal`)).toBe(false);
    await expect(jobs.accept(queuedJob())).rejects.toMatchObject({ code: 'CLOSED' });
    expect(losses).toStrictEqual([]);
    expect(await openStores(path).jobs.find(job.id)).toStrictEqual(job);
  });
});

describe('a thread that dies', () => {
  test('rejects what is under way and whatever is called later, and says so once', async () => {
    const { jobs, deliveries, thread, losses, close, path } = await openThread();
    const other = lookAt(path);
    other.exec('begin immediate');
    const pending = Promise.allSettled([jobs.accept(queuedJob()), jobs.countOpen()]);
    await nextTurn();
    const stopped = thread.terminate();
    other.exec('commit');
    await stopped;
    const lost = { status: 'rejected', reason: { name: 'StorageError', code: 'LOST' } };
    expect(await pending).toMatchObject([lost, lost]);
    await expect(deliveries.findByJob(nextId())).rejects.toMatchObject({ code: 'LOST' });
    expect(losses).toMatchObject([{ code: 'LOST' }]);
    await close();
    expect(losses).toHaveLength(1);
  });

  test('says so when it breaks over a mistake', async () => {
    const { jobs, thread, losses } = await openThread();
    const exit = new Promise((resolve) => thread.once('exit', resolve));
    thread.postMessage(7);
    await exit;
    await nextTurn();
    expect(losses).toMatchObject([{ code: 'LOST' }]);
    expect(losses[0]?.message).toContain('not iterable');
    await expect(jobs.countOpen()).rejects.toMatchObject({ code: 'LOST' });
  });
});
