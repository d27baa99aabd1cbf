import { expect, test } from 'vitest';
import { createClosing } from '#src/closing.ts';

/** A closing of three parts that write down when they are closed. */
function createBench() {
  const closed: string[] = [];
  const errors: unknown[] = [];
  const closing = createClosing((error) => errors.push(error));
  const part = (name: string) => closing.defer(() => void closed.push(name));
  return { closing, closed, errors, part };
}

test('what was started last is closed first, and each is waited for', async () => {
  const { closing, closed, part } = createBench();
  part('database');
  closing.defer(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    closed.push('server');
  });
  part('worker');
  await closing.close();
  expect(closed).toStrictEqual(['worker', 'server', 'database']);
});

test('closing twice, also at the same time, closes each part once, and both wait for the end', async () => {
  const { closing, closed, part } = createBench();
  part('database');
  let release: () => void = () => undefined;
  closing.defer(() => new Promise<void>((resolve) => (release = resolve)));
  const both = Promise.all([closing.close(), closing.close()]);
  expect(closed).toStrictEqual([]);
  release();
  await both;
  await closing.close();
  expect(closed).toStrictEqual(['database']);
});

test('a part that fails to close is told, and the others are closed all the same', async () => {
  const { closing, closed, errors, part } = createBench();
  part('database');
  closing.defer(() => Promise.reject(new Error('later')));
  closing.defer(() => {
    throw new Error('at once');
  });
  part('worker');
  await closing.close();
  expect(closed).toStrictEqual(['worker', 'database']);
  expect(errors).toStrictEqual([new Error('at once'), new Error('later')]);
});

test('what is started while the closing is under way is closed too', async () => {
  const { closing, closed, part } = createBench();
  part('database');
  closing.defer(() => part('late'));
  await closing.close();
  expect(closed).toStrictEqual(['late', 'database']);
});
