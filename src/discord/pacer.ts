import type { Clock } from '#domain/ports/clock.ts';
import { createCallWindow } from './call-window.ts';

export type Pacer = {
  /** Resolves when it is this call's turn: first come, first served. Whoever called tells when the call is over. */
  readonly turn: () => Promise<Turn>;
  /** Lets nobody go for so long: Discord has said that it is too much. */
  readonly pause: (forMs: number) => void;
};

export type Turn = {
  /** Its first byte goes out. */
  readonly left: () => void;
  readonly over: () => void;
};

/**
 * 49.5 calls a second. Even steps just below Discord's 50, so that what the network moves about by some milliseconds stays
 * within the limit.
 */
const STEP_MS = 20.2;

/** A step that came late, by a timer or a pause for breath, is made up for; a longer silence is not. */
const CATCH_UP_MS = 50;

/** Keeps calls below Discord's limit as Discord sees it: even steps, and never more than it allows in any second. */
export function createPacer({ clock }: { readonly clock: Clock }): Pacer {
  const passed = createSteadyTime(clock);
  const window = createCallWindow();
  const waiting: ((turn: Turn) => void)[] = [];
  let nextAt = 0;
  let isArmed = false;

  function letGo(): void {
    while (waiting.length > 0 && !isArmed) {
      const now = passed();
      const at = Math.max(nextAt, window.roomAt(now));
      if (at > now) {
        wakeIn(at - now);
        return;
      }
      nextAt = Math.max(nextAt, now - CATCH_UP_MS) + STEP_MS;
      const call = window.add(now);
      waiting.shift()?.({ left: () => call.left(passed()), over: () => call.over(passed()) });
    }
  }

  function wakeIn(delayMs: number): void {
    isArmed = true;
    clock.after(Math.ceil(delayMs), () => {
      isArmed = false;
      letGo();
    });
  }

  return {
    turn: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        letGo();
      }),
    pause: (forMs) => {
      nextAt = Math.max(nextAt, passed() + forMs);
    },
  };
}

/** Milliseconds that have passed, whatever the clock is set back to. */
function createSteadyTime(clock: Pick<Clock, 'now'>): () => number {
  let last = clock.now();
  let passed = 0;
  return () => {
    const now = clock.now();
    passed += Math.max(0, now - last);
    last = now;
    return passed;
  };
}
