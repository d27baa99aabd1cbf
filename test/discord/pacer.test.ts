import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPacer } from '#discord/pacer.ts';
import type { VirtualClock } from '#test/jobs/support/virtual-clock.ts';
import { createVirtualClock } from '#test/jobs/support/virtual-clock.ts';

/** Whoever waits on a promise has gone on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Lets time pass in steps in which promises settle. */
async function pass(clock: VirtualClock, ms: number, stepMs = 1): Promise<void> {
  for (let gone = 0; gone < ms; gone += stepMs) {
    clock.advance(stepMs);
    await settle();
  }
}

/** Calls through a pacer, each over after the time that `tookMs` gives it; their times of leaving, from the first. */
function stage(tookMs: (call: number) => number = () => 3) {
  const clock = createVirtualClock();
  const pacer = createPacer({ clock });
  const left: { readonly call: number; readonly at: number }[] = [];
  const start = clock.now();
  let made = 0;
  const call = async (): Promise<void> => {
    const number = made++;
    const turn = await pacer.turn();
    left.push({ call: number, at: clock.now() - start });
    clock.after(tookMs(number), turn.over);
  };
  return {
    clock,
    pacer,
    left,
    calls: (count: number) => {
      for (let at = 0; at < count; at += 1) void call();
    },
  };
}

/** Most of these instants within one second, wherever it begins. */
const mostInASecond = (instants: readonly number[]): number => {
  const sorted = instants.toSorted((one, other) => one - other);
  return Math.max(0, ...sorted.map((from, at) => sorted.slice(at).filter((each) => each < from + 1000).length));
};

describe('calls under Discord’s limit', () => {
  test('leave at 49 a second or more as long as there are any, and never more than 50 in a second', async () => {
    const { clock, left, calls } = stage();
    calls(600);
    await pass(clock, 10_000);
    expect(left.length).toBeGreaterThanOrEqual(490);
    expect(mostInASecond(left.map(({ at }) => at))).toBeLessThanOrEqual(50);
  });

  test('leave in even steps', async () => {
    const { clock, left, calls } = stage();
    calls(150);
    await pass(clock, 4_000);
    const steps = left.slice(1).map(({ at }, before) => at - (left[before]?.at ?? 0));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...steps)).toBeLessThanOrEqual(21);
  });

  test('leave in the order in which they came', async () => {
    const { clock, left, calls } = stage();
    calls(40);
    await pass(clock, 200);
    calls(40);
    await pass(clock, 3_000);
    expect(left.map(({ call }) => call)).toStrictEqual(Array.from({ length: 80 }, (_, at) => at));
  });

  test('leave at once when nothing is going on', async () => {
    const { clock, left, calls } = stage();
    await pass(clock, 5_000, 100);
    calls(1);
    await settle();
    expect(left).toStrictEqual([{ call: 0, at: 5_000 }]);
  });

  test('leave in even steps also after a silence, but for what makes up for a late timer', async () => {
    const { clock, left, calls } = stage();
    calls(1);
    await pass(clock, 60_000, 1_000);
    calls(30);
    await pass(clock, 100);
    expect(left.length - 1).toBeLessThanOrEqual(1 + 150 / 20);
  });

  test('all wait while there is a pause, and none is forgotten', async () => {
    const { clock, pacer, left, calls } = stage();
    pacer.pause(2_000);
    calls(10);
    await pass(clock, 1_999);
    expect(left).toHaveLength(0);
    await pass(clock, 300);
    expect(left).toHaveLength(10);
  });

  test('go on when the clock is set back by an hour', async () => {
    const clock = createVirtualClock();
    let backMs = 0;
    const pacer = createPacer({ clock: { ...clock, now: () => clock.now() - backMs } });
    let left = 0;
    for (let at = 0; at < 10; at += 1) void pacer.turn().then(() => (left += 1));
    await pass(clock, 50);
    backMs = 3_600_000;
    await pass(clock, 250);
    expect(left).toBe(10);
  });
});

describe('calls that Discord sees later than they left', () => {
  test('do not make it more than 50 in a second, when some are held up on their way', async () => {
    // One in 40 is held up by 5 ms to 2.5 s before Discord sees it; the answer comes 2 ms later.
    const delays = fc.array(fc.oneof(fc.integer({ min: 5, max: 300 }), fc.integer({ min: 1_000, max: 2_500 })), {
      minLength: 8,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(delays, async (lateMs) => {
        const late = (call: number) => (call % 40 === 7 ? (lateMs[Math.floor(call / 40) % 8] ?? 0) : 1);
        const { clock, left, calls } = stage((call) => late(call) + 2);
        calls(200);
        await pass(clock, 8_000, 2);
        expect(left).toHaveLength(200);
        expect(mostInASecond(left.map(({ call, at }) => at + late(call)))).toBeLessThanOrEqual(50);
      }),
      { numRuns: 15 },
    );
  });

  test('leave room for others while they last, however many there are', async () => {
    const { clock, left, calls } = stage((call) => (call < 60 ? 60_000 : 3));
    calls(60);
    await pass(clock, 4_000);
    const before = left.length;
    calls(100);
    await pass(clock, 5_000);
    expect(left.length - before).toBeGreaterThanOrEqual(100);
  });

  test('slow none of the others when all of them take as long', async () => {
    const { clock, left, calls } = stage((call) => 100 + ((call * 37) % 60));
    calls(600);
    await pass(clock, 10_000);
    expect(left.length).toBeGreaterThanOrEqual(488);
  });
});

test('whenever they come and however long they take, never more than 50 leave in a second', async () => {
  const bursts = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 80 })), {
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(bursts, fc.integer({ min: 1, max: 900 }), async (all, longestMs) => {
      const { clock, left, calls } = stage((call) => 1 + ((call * 7919) % longestMs));
      for (const [waitMs, count] of all) {
        calls(count);
        await pass(clock, waitMs, 2);
      }
      await pass(clock, 12_000, 20);
      expect(left).toHaveLength(all.reduce((sum, [, count]) => sum + count, 0));
      expect(mostInASecond(left.map(({ at }) => at))).toBeLessThanOrEqual(50);
    }),
    { numRuns: 15 },
  );
});
