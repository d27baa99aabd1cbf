import { describe, expect, it } from 'vitest';
import { pollDelayMs } from '#providers/modelslab/cadence.ts';

type Hints = Parameters<typeof pollDelayMs>[1];

const delay = (poll: number, hints: Omit<Hints, 'family'>, family = 'images') =>
  pollDelayMs(poll, { family, ...hints });
const waits = (hints: Omit<Hints, 'family'>, count: number, family = 'images') =>
  Array.from({ length: count }, (_, poll) => delay(poll, hints, family));

describe('where a callback is expected, polls', () => {
  const expectsCallback = true;

  it('wait for the estimate, between 5 s and 60 s, and then grow rarer up to 30 s', () => {
    expect(waits({ expectsCallback, etaMs: 13_070 }, 7)).toStrictEqual([
      13_070, 5_000, 10_000, 20_000, 30_000, 30_000, 30_000,
    ]);
    expect(delay(0, { expectsCallback, etaMs: 250 })).toBe(5_000);
    expect(delay(0, { expectsCallback, etaMs: 960_000 })).toBe(60_000);
    expect(delay(0, { expectsCallback })).toBe(5_000);
  });
});

describe('what takes long is asked about rarely', () => {
  it('videos and 3D models up to every minute', () => {
    for (const family of ['video', '3d']) {
      const hints = { expectsCallback: true, etaMs: 416_940 };
      expect(waits(hints, 5, family)).toStrictEqual([60_000, 10_000, 30_000, 60_000, 60_000]);
    }
    expect(waits({ expectsCallback: false, etaMs: 416_940 }, 5, 'video')).toStrictEqual([
      30_000, 5_000, 10_000, 15_000, 15_000,
    ]);
  });

  it.each([true, false])('trainings every minute (callback expected: %s)', (expectsCallback) => {
    expect(waits({ expectsCallback }, 3, 'training')).toStrictEqual([60_000, 60_000, 60_000]);
  });
});

describe('where none can come, polls', () => {
  const expectsCallback = false;

  it('begin soon, whatever the estimate, and stay close', () => {
    expect(waits({ expectsCallback }, 8)).toStrictEqual([2_000, 2_000, 3_000, 5_000, 5_000, 10_000, 10_000, 10_000]);
    expect(delay(0, { expectsCallback, etaMs: 416_940 })).toBe(10_000);
  });

  it.each(['images', 'video', 'training'])('are never rarer than with a callback: %s', (family) => {
    const etaMs = 13_000;
    const alone = waits({ expectsCallback, etaMs }, 50, family);
    const behind = waits({ expectsCallback: true, etaMs }, 50, family);
    expect(alone.every((wait, poll) => wait <= (behind[poll] ?? 0))).toBe(true);
  });
});

it.each([true, false])('no wait is under a second (callback expected: %s)', (expectsCallback) => {
  for (const etaMs of [0, 1, -5, 0.25]) {
    expect(Math.min(...waits({ expectsCallback, etaMs }, 100))).toBeGreaterThanOrEqual(1_000);
  }
});
