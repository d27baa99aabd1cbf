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

export function createLog<Entry>(): Log<Entry> {
  const entries: Entry[] = [];
  const changes = createWatch<number>();
  return {
    all: () => entries,
    add: (entry) => {
      entries.push(entry);
      changes.tell(entries.length);
    },
    wait: async (count, withinMs = WAIT_MS) => {
      if (entries.length < count)
        await changes.next(
          (length) => length >= count,
          withinMs,
          () => `only ${entries.length} of ${count} came`,
        );
    },
  };
}
