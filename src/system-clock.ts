import type { Clock } from '#domain/ports/clock.ts';

/** The machine's time. */
export const systemClock: Clock = {
  now: Date.now,
  after: (delayMs, wake) => {
    const timer = setTimeout(wake, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
