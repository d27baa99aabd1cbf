import { describe, expect, test } from 'vitest';
import { createSteadyClock, systemClock } from '#src/system-clock.ts';

const NOON = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

/** A machine whose time the test sets. */
function createMachine() {
  let wall = NOON;
  let monotonic = 123.456;
  const clock = createSteadyClock({ wall: () => wall, monotonic: () => monotonic });
  return {
    clock,
    pass: (ms: number) => {
      wall += ms;
      monotonic += ms;
    },
    /** Somebody sets the clock, or the machine sleeps. */
    set: (byMs: number) => {
      wall += byMs;
    },
    wall: () => wall,
  };
}

describe('the steady clock', () => {
  test('tells the machine’s time, in whole milliseconds', () => {
    const { clock, pass } = createMachine();
    expect(clock.now()).toBe(NOON);
    pass(1_000.4);
    expect(clock.now()).toBe(NOON + 1_000);
    expect(clock.offByMs()).toBe(0);
  });

  test.each([HOUR_MS, -HOUR_MS, 10 * 365 * 24 * HOUR_MS, 2_000, -2_000])(
    'runs on evenly when the machine’s is set by %i ms, until it is told to follow',
    (byMs) => {
      const { clock, pass, set, wall } = createMachine();
      pass(5_000);
      set(byMs);
      expect(clock.now()).toBe(NOON + 5_000);
      pass(5_000);
      expect(clock.now()).toBe(NOON + 10_000);
      expect(clock.offByMs()).toBe(byMs);
      clock.step(clock.offByMs());
      expect(clock.offByMs()).toBe(0);
      expect(clock.now()).toBe(wall());
    },
  );

  test('follows small corrections by itself, however far they lead together', () => {
    const { clock, pass, set, wall } = createMachine();
    for (let count = 0; count < 1_000; count += 1) {
      pass(1_000);
      set(count % 3 === 0 ? -400 : 700);
      expect(clock.now()).toBe(wall());
      expect(clock.offByMs()).toBe(0);
    }
  });

  test('can be set again and again', () => {
    const { clock, set, wall } = createMachine();
    for (const byMs of [HOUR_MS, -2 * HOUR_MS, HOUR_MS / 2, HOUR_MS]) {
      set(byMs);
      clock.step(clock.offByMs());
      expect(clock.now()).toBe(wall());
    }
  });

  test('of this machine agrees with it', () => {
    const clock = createSteadyClock();
    expect(Math.abs(clock.now() - systemClock.now())).toBeLessThanOrEqual(2);
    expect(clock.offByMs()).toBe(0);
  });
});
