import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry, Told } from '#jobs/breaker.ts';
import { createBreaker, TROUBLES_TO_CLOSE, WAY_BACKOFF } from '#jobs/breaker.ts';
import { createRecordingLogger } from './support/recording-logger.ts';
import { createVirtualClock } from './support/virtual-clock.ts';

const WAY = { provider: 'modelslab', leadsTo: 'image' } as const;
const WELL: Told = { told: 'well' };
const TROUBLE: Told = { told: 'trouble', detail: 'ECONNREFUSED' };

function createBench(random: () => number = () => 1) {
  const clock = createVirtualClock();
  const logger = createRecordingLogger();
  const changes: string[] = [];
  const noop = () => undefined;
  const journal = {
    accepted: noop,
    ended: noop,
    callback: noop,
    delivery: noop,
    provider: ({ state }: { state: string }) => void changes.push(state),
  };
  const breaker = createBreaker({ clock, random, journal, logger });
  const enter = () => breaker.enter(WAY);
  return {
    clock,
    logger,
    changes,
    breaker,
    enter,
    /** One call that tells this; false when it was not let through. */
    call: (told: Told): boolean => {
      const entry = enter();
      if (entry.admitted) entry.leave(told);
      return entry.admitted;
    },
    /** How long the way is closed from now on. */
    waitMs: (): number => {
      const entry = enter();
      return entry.admitted ? 0 : entry.openAt - clock.now();
    },
  };
}

const admitted = (entry: Entry) => {
  if (!entry.admitted) throw new Error('not let through');
  return entry;
};

describe('a way to a provider', () => {
  test('is closed by three proofs of trouble in a row, and a good answer in between begins anew', () => {
    const { call } = createBench();
    expect([TROUBLE, TROUBLE, WELL, TROUBLE, TROUBLE, TROUBLE, WELL].map(call)).toStrictEqual([
      ...Array.from({ length: 6 }, () => true),
      false,
    ]);
  });

  test('is closed for twice as long each time, up to a bound, and lets one through in between', () => {
    const { call, waitMs, clock } = createBench();
    call(TROUBLE);
    call(TROUBLE);
    const waits = Array.from({ length: 9 }, () => {
      expect(call(TROUBLE)).toBe(true);
      const wait = waitMs();
      clock.advance(wait);
      return wait / 1_000;
    });
    expect(waits).toStrictEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
  });

  test('lets nobody else through while one is finding out, and everybody when that went well', () => {
    const bench = createBench();
    while (bench.call(TROUBLE));
    bench.clock.advance(bench.waitMs());
    const probe = admitted(bench.enter());
    bench.clock.advance(3_600_000);
    expect(bench.enter()).toMatchObject({ admitted: false, why: 'trouble' });
    probe.leave(WELL);
    for (let count = 0; count < 10; count += 1) expect(bench.enter().admitted).toBe(true);
  });

  test('is not opened or closed by what was sent before the last change', () => {
    const bench = createBench();
    const early = [admitted(bench.enter()), admitted(bench.enter())];
    while (bench.call(TROUBLE));
    const wait = bench.waitMs();
    early[0]?.leave(WELL);
    expect(bench.waitMs()).toBe(wait);
    early[1]?.leave(TROUBLE);
    expect(bench.waitMs()).toBe(wait);
  });

  test('is closed for as long as a provider asks that has no room, and nobody is in trouble', () => {
    const bench = createBench();
    bench.call({ told: 'throttled', forMs: 30_000 });
    expect(bench.enter()).toStrictEqual({ admitted: false, why: 'throttled', openAt: bench.clock.now() + 30_000 });
    bench.clock.advance(30_000);
    expect(bench.call(WELL)).toBe(true);
    expect(bench.changes).toStrictEqual([]);
  });

  test('concerns no other kind and no other provider', () => {
    const { call, breaker } = createBench();
    while (call(TROUBLE));
    expect(breaker.enter({ ...WAY, leadsTo: 'video' }).admitted).toBe(true);
    expect(breaker.enter({ ...WAY, leadsTo: 'polls' }).admitted).toBe(true);
    expect(breaker.enter({ ...WAY, provider: 'apimart' }).admitted).toBe(true);
  });

  test('does not stay closed because the clock was set back', () => {
    const bench = createBench();
    while (bench.call(TROUBLE));
    bench.clock.advance(-3_600_000);
    expect(bench.call(WELL)).toBe(true);
  });

  test('says once that there is trouble, however often it is closed, and once that it is over', () => {
    const bench = createBench();
    for (let times = 0; times < 20; times += 1) {
      bench.call(TROUBLE);
      bench.clock.advance(bench.waitMs());
    }
    bench.call(WELL);
    bench.call(WELL);
    expect(bench.changes).toStrictEqual(['down', 'recovered']);
    expect(bench.logger.lines.map(({ fields }) => fields)).toMatchObject([
      { event: 'provider_down', ...WAY, detail: 'ECONNREFUSED' },
      { event: 'provider_recovered', ...WAY },
    ]);
  });
});

const THROTTLED_MS = 60_000;
const TOLD: Readonly<Record<string, Told>> = {
  well: WELL,
  trouble: TROUBLE,
  throttled: { told: 'throttled', forMs: THROTTLED_MS },
};

const step = fc.oneof(
  fc.record({ does: fc.constant('enter'), which: fc.constant(0), told: fc.constant('well'), ms: fc.constant(0) }),
  fc.record({
    does: fc.constant('leave'),
    which: fc.nat(20),
    told: fc.constantFrom(...Object.keys(TOLD)),
    ms: fc.constant(0),
  }),
  fc.record({
    does: fc.constant('wait'),
    which: fc.constant(0),
    told: fc.constant('well'),
    ms: fc.integer({ min: -10_000, max: 400_000 }),
  }),
);

test('whatever happens: one call at most finds out, and no way is closed for longer than the bound', () => {
  const run = (steps: readonly { does: string; which: number; told: string; ms: number }[], chance: number) => {
    const bench = createBench(() => chance);
    const outside: Extract<Entry, { admitted: true }>[] = [];
    /** Let through after somebody was sent away, while nobody told anything. */
    let findingOut: number | undefined;
    for (const { does, which, told, ms } of steps) {
      bench.clock.advance(ms);
      if (does === 'leave') {
        const [entry] = outside.splice(which % Math.max(1, outside.length), 1);
        entry?.leave(TOLD[told] ?? WELL);
        if (entry) findingOut = undefined;
      }
      if (does !== 'enter') continue;
      const entry = bench.enter();
      if (entry.admitted) outside.push(entry);
      if (!entry.admitted) expect(entry.openAt - bench.clock.now()).toBeLessThanOrEqual(WAY_BACKOFF.capMs);
      if (!entry.admitted) findingOut ??= 0;
      if (entry.admitted && findingOut !== undefined) findingOut += 1;
      expect(findingOut ?? 0).toBeLessThanOrEqual(1);
    }
    // However it ended: everybody who is still under way tells of trouble, and after the bound one gets through, only one.
    for (let times = 0; times < TROUBLES_TO_CLOSE; times += 1) bench.call(TROUBLE);
    for (const entry of outside) entry.leave(TROUBLE);
    bench.clock.advance(WAY_BACKOFF.capMs);
    const entries = Array.from({ length: 50 }, bench.enter);
    expect(entries.filter(({ admitted: isIn }) => isIn)).toHaveLength(1);
  };
  const chance = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(fc.property(fc.array(step, { maxLength: 200 }), chance, run), { numRuns: 500 });
});
