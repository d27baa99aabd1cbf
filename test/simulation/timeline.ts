/** The world's own time, in milliseconds since the epoch. It passes from event to event and never otherwise. */
export type Timeline = {
  readonly now: () => number;
  /** Calls `run` once, later; events of one millisecond happen in the order in which they were planned. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  /** Events that have happened. */
  readonly steps: () => number;
  /** Lets the next event happen; false when there is none. */
  readonly step: () => boolean;
};

type Event = { readonly at: number; readonly order: number; run: (() => void) | undefined };

/** Saturday, 21 November 2026, 12:00 UTC: later than every snowflake epoch, and round. */
export const DAWN = 1_795_262_400_000;

export function createTimeline(): Timeline {
  const heap: Event[] = [];
  let now = DAWN;
  let order = 0;
  let steps = 0;

  return {
    now: () => now,
    steps: () => steps,
    after: (delayMs, run) => {
      const event: Event = { at: now + Math.max(0, Math.ceil(delayMs)), order, run };
      order += 1;
      push(heap, event);
      return () => {
        event.run = undefined;
      };
    },
    step: () => {
      for (let event = pop(heap); event; event = pop(heap)) {
        if (!event.run) continue;
        now = event.at;
        steps += 1;
        event.run();
        return true;
      }
      return false;
    },
  };
}

const isEarlier = (one: Event, other: Event): boolean =>
  one.at === other.at ? one.order < other.order : one.at < other.at;

function push(heap: Event[], event: Event): void {
  let at = heap.length;
  heap.push(event);
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (!parent || isEarlier(parent, event)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = event;
}

function pop(heap: Event[]): Event | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!first || !last || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    const left = heap[2 * at + 1];
    const right = heap[2 * at + 2];
    if (!left) break;
    const below = right && isEarlier(right, left) ? 2 * at + 2 : 2 * at + 1;
    const child = heap[below];
    if (!child || isEarlier(last, child)) break;
    heap[at] = child;
    at = below;
  }
  heap[at] = last;
  return first;
}

/** Resolves when everything that could go on without an event has gone on. */
export const drained = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
