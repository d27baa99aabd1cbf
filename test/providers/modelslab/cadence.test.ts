import { describe, expect, it } from 'vitest';
import { pollDelayMs } from '#providers/modelslab/cadence.ts';

const waits = (hints: Parameters<typeof pollDelayMs>[1], count: number) =>
  Array.from({ length: count }, (_, poll) => pollDelayMs(poll, hints));

describe('where a callback is expected, polls', () => {
  const expectsCallback = true;

  it('wait for the estimate, between 5 s and 60 s, and then grow rarer up to 30 s', () => {
    expect(waits({ expectsCallback, etaMs: 13_070 }, 7)).toStrictEqual([
      13_070, 5_000, 10_000, 20_000, 30_000, 30_000, 30_000,
    ]);
    expect(pollDelayMs(0, { expectsCallback, etaMs: 250 })).toBe(5_000);
    expect(pollDelayMs(0, { expectsCallback, etaMs: 960_000 })).toBe(60_000);
    expect(pollDelayMs(0, { expectsCallback })).toBe(5_000);
  });
});

describe('where none can come, polls', () => {
  const expectsCallback = false;

  it('begin soon, whatever the estimate, and stay close', () => {
    expect(waits({ expectsCallback }, 8)).toStrictEqual([2_000, 2_000, 3_000, 5_000, 5_000, 10_000, 10_000, 10_000]);
    expect(pollDelayMs(0, { expectsCallback, etaMs: 416_940 })).toBe(10_000);
  });

  it('are never rarer than with a callback', () => {
    const etaMs = 13_000;
    const alone = waits({ expectsCallback, etaMs }, 50);
    const behind = waits({ expectsCallback: true, etaMs }, 50);
    expect(alone.every((wait, poll) => wait <= (behind[poll] ?? 0))).toBe(true);
  });
});

it.each([true, false])('no wait is under a second (callback expected: %s)', (expectsCallback) => {
  for (const etaMs of [0, 1, -5, 0.25]) {
    expect(Math.min(...waits({ expectsCallback, etaMs }, 100))).toBeGreaterThanOrEqual(1_000);
  }
});
