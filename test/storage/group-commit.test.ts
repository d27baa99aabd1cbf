import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createGroupCommit } from '#storage/group-commit.ts';
import { makePath } from './open-stores.ts';

/** A notebook on a real file, a second connection that sees only what is committed, and a count of the commits. */
function openNotebook() {
  const path = makePath();
  const sqlite = new Sqlite(path);
  sqlite.pragma('journal_mode = WAL');
  sqlite.exec('create table notes (text text not null unique)');
  const reader = new Sqlite(path, { readonly: true });
  onTestFinished(() => {
    sqlite.close();
    reader.close();
  });
  let commits = 0;
  const inTransaction = sqlite.transaction((run: () => void) => run()).immediate;
  const transaction = (run: () => void) => {
    inTransaction(run);
    commits += 1;
  };
  const { write, read, flush } = createGroupCommit({ transaction, schedule: queueMicrotask });
  const insert = sqlite.prepare('insert into notes values (?)');
  const note = (text: string) => write(() => insert.run(text).changes);
  const committed = () => reader.prepare('select text from notes order by rowid').pluck().all();
  return { sqlite, write, read, flush, insert, note, committed, commits: () => commits };
}

test('writes that arrive together share one commit, in the order in which they came', async () => {
  const { note, committed, commits } = openNotebook();
  expect(await Promise.all(['a', 'b', 'c'].map(note))).toStrictEqual([1, 1, 1]);
  expect(committed()).toStrictEqual(['a', 'b', 'c']);
  expect(commits()).toBe(1);
});

test('a write is acknowledged only once another connection can see it', async () => {
  const { note, committed } = openNotebook();
  const seen = await note('a').then(committed);
  expect(seen).toStrictEqual(['a']);
});

test('a write that fails is undone whole and alone; its companions are stored once', async () => {
  const { write, insert, note, committed } = openNotebook();
  const answers = await Promise.allSettled([
    note('a'),
    write(() => {
      insert.run('half');
      insert.run('a');
    }),
    note('c'),
    write(() => {
      throw new Error('changed its mind');
    }),
  ]);
  expect(answers.map(({ status }) => status)).toStrictEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  expect(committed()).toStrictEqual(['a', 'c']);
});

test('when the commit itself fails, nobody is told that it went well, and it is not tried again', async () => {
  const full = new Error('disk is full');
  let tries = 0;
  const transaction = (run: () => void) => {
    tries += 1;
    run();
    throw full;
  };
  const { write } = createGroupCommit({ transaction, schedule: queueMicrotask });
  const answers = await Promise.allSettled([write(() => 1), write(() => 2)]);
  expect(answers).toStrictEqual([
    { status: 'rejected', reason: full },
    { status: 'rejected', reason: full },
  ]);
  expect(tries).toBe(1);
});

test('a burst is spread over several commits, so that no single one holds up the loop', async () => {
  const { note, committed, commits } = openNotebook();
  const burst = Array.from({ length: 600 }, (_, number) => String(number));
  await Promise.all(burst.map(note));
  expect(committed()).toStrictEqual(burst);
  expect(commits()).toBe(3);
});

test('flushing commits what is waiting before it returns', async () => {
  const { note, flush, committed } = openNotebook();
  const noted = note('a');
  flush();
  expect(committed()).toStrictEqual(['a']);
  expect(await noted).toBe(1);
});

test('a commit waits until it is told to, and takes with it what has come by then', async () => {
  const { sqlite } = openNotebook();
  const scheduled: (() => void)[] = [];
  const transaction = sqlite.transaction((run: () => void) => run());
  const { write } = createGroupCommit({ transaction, schedule: (commit) => scheduled.push(commit) });
  const answers = Promise.all([write(() => 1), write(() => 2)]);
  await new Promise((resolve) => setImmediate(resolve));
  const third = write(() => 3);
  expect(scheduled).toHaveLength(1);
  for (const commit of scheduled) commit();
  expect(await Promise.all([answers, third])).toStrictEqual([[1, 2], 3]);
});

test('what is read sees the writes that were called before it, and only once they are on disk', async () => {
  const { note, read, committed } = openNotebook();
  const noted = note('a');
  expect(await Promise.all([read(committed), noted, note('b')])).toStrictEqual([['a', 'b'], 1, 1]);
  expect(await read(committed)).toStrictEqual(['a', 'b']);
});

test('what is read never sees a write that is undone', async () => {
  const { note, write, read, insert, sqlite } = openNotebook();
  const all = () => sqlite.prepare('select text from notes').pluck().all();
  const answers = await Promise.allSettled([
    write(() => {
      insert.run('half');
      throw new Error('changed its mind');
    }),
    read(all),
    note('b'),
  ]);
  expect(answers[1]).toStrictEqual({ status: 'fulfilled', value: ['b'] });
});

test('a read that fails is told to its caller alone', async () => {
  const { note, read } = openNotebook();
  const fail = () => {
    throw new Error('no such thing');
  };
  const answers = await Promise.allSettled([note('a'), read(fail), read(() => 1)]);
  expect(answers.map(({ status }) => status)).toStrictEqual(['fulfilled', 'rejected', 'fulfilled']);
  await expect(read(fail)).rejects.toThrow('no such thing');
});
