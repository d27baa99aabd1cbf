import type { ProviderSettings } from '#sandbox/page/protocol.ts';
import { createWatch } from '#sandbox/watch.ts';
import type { Plan } from './operator.ts';

export const WAIT_MS = 10_000;

export type Plans = { readonly set: (plan: Plan) => void; readonly next: () => Plan };

/** The plan for the submits to come. */
export function createPlans(): Plans {
  let plan: Plan = {};
  let left = Number.POSITIVE_INFINITY;
  return {
    set: (next) => {
      plan = next;
      left = next.times ?? Number.POSITIVE_INFINITY;
    },
    next: () => {
      left -= 1;
      return left < 0 ? {} : plan;
    },
  };
}

export type Settings = {
  readonly get: () => ProviderSettings;
  readonly set: (change: Partial<ProviderSettings>) => void;
};

const GENERATION_MS = 4_000; // long enough to see the status card, short enough to wait for

export function createSettings(
  initial: Partial<ProviderSettings>,
  changed: (settings: ProviderSettings) => void = () => {},
): Settings {
  let settings: ProviderSettings = {
    rejectKey: false,
    outOfCredit: false,
    down: 'no',
    generationMs: GENERATION_MS,
    ...initial,
  };
  return {
    get: () => settings,
    set: (change) => {
      settings = { ...settings, ...change };
      changed(settings);
    },
  };
}

export type Log<Entry> = {
  readonly all: () => readonly Entry[];
  readonly add: (entry: Entry) => void;
  readonly wait: (count: number, withinMs?: number) => Promise<void>;
};

/** Thousands of jobs; in a usual test all there are. */
const KEPT_ENTRIES = 20_000;

export function createLog<Entry>(noted: (entry: Entry) => void = () => {}): Log<Entry> {
  const entries: Entry[] = [];
  let count = 0;
  const changes = createWatch<number>();
  return {
    all: () => entries,
    add: (entry) => {
      count += 1;
      entries.push(entry);
      // Drops the oldest in one go now and then, which is cheaper than one by one.
      if (entries.length >= KEPT_ENTRIES * 2) entries.splice(0, entries.length - KEPT_ENTRIES);
      noted(entry);
      changes.tell(count);
    },
    wait: async (wanted, withinMs = WAIT_MS) => {
      if (count < wanted)
        await changes.next(
          (now) => now >= wanted,
          withinMs,
          () => `only ${count} of ${wanted} came`,
        );
    },
  };
}
