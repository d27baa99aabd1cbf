import { describe, expect, test } from 'vitest';
import { createLoop } from '#jobs/loop.ts';
import { createRecordingLogger } from './support/recording-logger.ts';
import { createHappenings } from './support/until.ts';
import { createVirtualClock } from './support/virtual-clock.ts';

const IDLE_MS = 500;

/** A loop over items that the test puts out and finishes one by one. */
function createBench(concurrency = 2) {
  const clock = createVirtualClock();
  const logger = createRecordingLogger();
  const happenings = createHappenings();
  const due: string[] = [];
  const started: string[] = [];
  const finish = new Map<string, (error?: Error) => void>();
  let claims = 0;
  let claimStep: (() => Promise<void>) | undefined;

  const loop = createLoop<string>({
    name: 'bench',
    concurrency,
    idleMs: IDLE_MS,
    clock,
    random: () => 0.5,
    logger,
    claim: async () => {
      claims += 1;
      const item = due.shift();
      happenings.changed();
      await claimStep?.();
      return item;
    },
    work: (item) =>
      new Promise((resolve, reject) => {
        started.push(item);
        finish.set(item, (error) => (error ? reject(error) : resolve()));
        happenings.changed();
      }),
  });
  return {
    loop,
    clock,
    logger,
    due,
    started,
    claims: () => claims,
    /** What happens within the next claims, after they have looked. */
    duringClaim: (step: (() => Promise<void>) | undefined) => {
      claimStep = step;
    },
    finish: (item: string, error?: Error) => finish.get(item)?.(error),
    untilStarted: (count: number) => happenings.until(() => started.length >= count),
    untilClaims: (count: number) => happenings.until(() => claims >= count),
  };
}

/** Everything that is under way without a timer has come to rest: a macrotask has passed. */
const rest = () => new Promise((resolve) => setImmediate(resolve));

describe('a loop', () => {
  test('has never more in hand than it may, and takes the next when one is finished', async () => {
    const bench = createBench(2);
    bench.due.push('a', 'b', 'c', 'd');
    bench.loop.start();
    await bench.untilStarted(2);
    bench.loop.look();
    await rest();
    expect(bench.started).toStrictEqual(['a', 'b']);
    bench.finish('b');
    await bench.untilStarted(3);
    await rest();
    expect(bench.started).toStrictEqual(['a', 'b', 'c']);
  });

  test('tells of an error in one item and goes on with the others', async () => {
    const bench = createBench(1);
    bench.due.push('a', 'b');
    bench.loop.start();
    await bench.untilStarted(1);
    bench.finish('a', new Error('broken'));
    await bench.untilStarted(2);
    expect(bench.started).toStrictEqual(['a', 'b']);
    expect(bench.logger.lines.map(({ level }) => level)).toStrictEqual(['error']);
  });

  test('tells of an error in claiming and looks again in a moment', async () => {
    const bench = createBench();
    bench.duringClaim(() => Promise.reject(new Error('database is locked')));
    bench.loop.start();
    await bench.untilClaims(1);
    await rest();
    expect(bench.claims()).toBe(1);
    bench.duringClaim(undefined);
    bench.due.push('a');
    bench.loop.look();
    bench.clock.advance(549);
    await rest();
    expect(bench.claims()).toBe(1);
    bench.clock.advance(1);
    await bench.untilStarted(1);
    await rest();
    expect(bench.logger.lines.map(({ message }) => message)).toStrictEqual(['this fails', 'this works again']);
  });

  test('looks by itself, so that a lost ring only delays', async () => {
    const bench = createBench();
    bench.loop.start();
    await bench.untilClaims(1);
    await rest();
    bench.due.push('a');
    bench.clock.advance(IDLE_MS - 1);
    await rest();
    expect(bench.started).toStrictEqual([]);
    bench.clock.advance(1);
    await bench.untilStarted(1);
  });

  test('does not lose a ring that comes while it is looking', async () => {
    const bench = createBench();
    bench.duringClaim(async () => {
      bench.duringClaim(undefined);
      await rest();
      // It has just seen that there is nothing; now there is, and the bell rings.
      bench.due.push('a');
      bench.loop.look();
    });
    bench.loop.start();
    await bench.untilStarted(1);
    expect(bench.started).toStrictEqual(['a']);
  });

  test('does not spin: with nothing to do it looks once for each ring', async () => {
    const bench = createBench();
    bench.loop.start();
    await bench.untilClaims(1);
    await rest();
    bench.loop.look();
    await rest();
    expect(bench.claims()).toBe(2);
  });
});

describe('stopping a loop', () => {
  test('waits for what is in hand, and takes nothing more', async () => {
    const bench = createBench(1);
    bench.due.push('a', 'b');
    bench.loop.start();
    await bench.untilStarted(1);
    let stopped = false;
    const stopping = bench.loop.stop().then(() => {
      stopped = true;
    });
    await rest();
    expect(stopped).toBe(false);
    bench.finish('a');
    await stopping;
    bench.loop.look();
    bench.clock.advance(10 * IDLE_MS);
    await rest();
    expect(bench.started).toStrictEqual(['a']);
    expect(bench.clock.pending()).toStrictEqual([]);
  });

  test('waits for the work that a claim under way brings: what was claimed is done', async () => {
    const bench = createBench(1);
    bench.due.push('a');
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    bench.duringClaim(() => held);
    bench.loop.start();
    await bench.untilClaims(1);
    let stopped = false;
    const stopping = bench.loop.stop().then(() => {
      stopped = true;
    });
    await rest();
    release();
    await bench.untilStarted(1);
    await rest();
    expect(stopped).toBe(false);
    bench.finish('a');
    await stopping;
    expect(bench.started).toStrictEqual(['a']);
  });

  test('may be asked for twice, and the loop may be started twice', async () => {
    const bench = createBench();
    bench.loop.start();
    bench.loop.start();
    expect(bench.clock.pending()).toHaveLength(1);
    await Promise.all([bench.loop.stop(), bench.loop.stop()]);
    await bench.loop.stop();
    expect(bench.clock.pending()).toStrictEqual([]);
  });
});
