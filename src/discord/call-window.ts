/** topics/rate-limits: calls that all routes together may have in a second. */
export const CALLS_PER_SECOND = 50;

/** Discord's second, and a little of ours: timers and clocks are exact to a millisecond at best. */
const WINDOW_MS = 1_005;

/** Calls that are on their way for unusually long stand in the window, but never leave less than half of it. */
const SLOW_CALLS_MAX = CALLS_PER_SECOND / 2;

/** What most of the recent calls stay below is usual; what is above it may all be due to the way there. */
const USUAL_SHARE = 0.6;

export type CallWindow = {
  /** When there is room for one more call: `now`, or later. */
  readonly roomAt: (now: number) => number;
  /** Notes a call that leaves; what comes back is told when it is over. */
  readonly add: (now: number) => NotedCall;
};

export type NotedCall = {
  /** It is only now that its first byte goes out: a connection had to be made, or the machine was busy. */
  readonly left: (now: number) => void;
  readonly over: (now: number) => void;
};

type Call = { at: number; tookMs?: number };

/**
 * The calls of the last second, as Discord saw them arrive. A call that takes longer than is usual is taken to have been
 * late on its way there: it counts as if it had left later by as much, and until it is over as if it arrived now.
 */
export function createCallWindow(): CallWindow {
  const recent: number[] = [];
  let calls: Call[] = [];
  let usualMs = 0;

  const isSlow = ({ at, tookMs }: Call, now: number): boolean => tookMs === undefined && now - at > usualMs;
  const arrivalOf = ({ at, tookMs = 0 }: Call): number => at + Math.max(0, tookMs - usualMs);

  function over(call: Call, now: number): void {
    if (call.tookMs !== undefined) return;
    call.tookMs = now - call.at;
    recent.push(call.tookMs);
    if (recent.length > CALLS_PER_SECOND) recent.shift();
    usualMs = recent.toSorted((one, other) => one - other)[Math.ceil(recent.length * USUAL_SHARE) - 1] ?? 0;
  }

  return {
    roomAt: (now) => {
      calls = calls.filter((call) => call.tookMs === undefined || arrivalOf(call) > now - WINDOW_MS);
      const slow = calls.filter((call) => isSlow(call, now)).length;
      const arrivals = calls.filter((call) => !isSlow(call, now)).map(arrivalOf);
      const inWindow = arrivals.filter((at) => at > now - WINDOW_MS).toSorted((one, other) => one - other);
      const tooMany = inWindow.length + Math.min(slow, SLOW_CALLS_MAX) - CALLS_PER_SECOND;
      // So many of them, and one more, must have left the window.
      return tooMany < 0 ? now : (inWindow[tooMany] ?? now) + WINDOW_MS;
    },
    add: (now) => {
      const call: Call = { at: now };
      calls.push(call);
      return {
        left: (later) => {
          call.at = later;
        },
        over: (later) => over(call, later),
      };
    },
  };
}
