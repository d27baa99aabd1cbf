import type { Random } from './random.ts';
import { DAWN } from './timeline.ts';

/** What can be out of order for a while. */
export type Part = 'discord' | 'disk' | `service ${string}` | `channel ${string}`;

export type Outage = { readonly what: Part; readonly from: number; readonly to: number };

export type Weather = {
  readonly isOut: (what: Part, now: number) => boolean;
  /** When the last outage is over, and no member asks any more: from then on everything works. */
  readonly clearsAt: number;
  readonly outages: readonly Outage[];
};

const MINUTE_MS = 60_000;

/** After the last question, so that the jobs under way meet trouble too. */
const TAIL_MS = 6 * MINUTE_MS;

/** One world in so many has outages of hours: they cost the simulation as much time as anything else that lasts. */
const LONG_OUTAGES_EVERY = 12;

type Setting = {
  readonly random: Random;
  /** How long members ask. */
  readonly askingMs: number;
  readonly services: readonly string[];
  readonly channels: readonly string[];
};

/** Plans all outages of a world in advance. */
export function createWeather({ random, askingMs, services, channels }: Setting): Weather {
  const long = random.int(1, LONG_OUTAGES_EVERY) === 1;
  const outages: Outage[] = [];

  const plan = (what: Part, count: number, minMs: number, maxMs: number) => {
    for (let at = 0; at < count; at += 1) {
      const from = DAWN + random.int(0, askingMs);
      outages.push({ what, from, to: from + random.int(minMs, maxMs) });
    }
  };
  // Shorter and longer than a nonce lives (two to five minutes), and than a lease.
  plan('discord', 2, 5_000, 90_000);
  plan('discord', 1, 3 * MINUTE_MS, 12 * MINUTE_MS);
  for (const service of services) plan(`service ${service}`, 1, 20_000, 10 * MINUTE_MS);
  for (const channel of channels) plan(`channel ${channel}`, random.int(0, 2), 10_000, 8 * MINUTE_MS);
  plan('disk', 1, 2_000, 60_000);
  if (long) {
    plan('discord', 1, 65 * MINUTE_MS, 150 * MINUTE_MS);
    plan(`service ${random.pick(services)}`, 1, 30 * MINUTE_MS, 90 * MINUTE_MS);
  }

  const clearsAt = Math.max(DAWN + askingMs + TAIL_MS, ...outages.map(({ to }) => to + MINUTE_MS));
  const byPlace = Map.groupBy(outages, ({ what }) => what);
  return {
    outages,
    clearsAt,
    isOut: (what, now) => byPlace.get(what)?.some(({ from, to }) => from <= now && now < to) ?? false,
  };
}
