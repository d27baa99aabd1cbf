import { expect, test } from 'vitest';
import { QUEUE_DEADLINE_MS, RUN_DEADLINE_MS } from '#jobs/deadlines.ts';
import { createForget, createForgetting, INPUTS_LIFE_MS } from '#jobs/forget.ts';
import { OUTAGE_PATIENCE_MS } from '#jobs/reconcile.ts';
import { createRecordingLogger } from './support/recording-logger.ts';
import { createScriptedMedia } from './support/scripted-media.ts';
import { createHappenings } from './support/until.ts';
import { createVirtualClock, NOON } from './support/virtual-clock.ts';

const DAY_MS = 24 * 3_600_000;

function createBench(callbacks = 0) {
  const bites: { readonly before: number; readonly limit: number }[] = [];
  const happenings = createHappenings();
  let left = callbacks;
  let fails = 0;
  const upkeep = {
    unfinishedJobs: async () => {
      if (fails-- > 0) throw new Error('SQLITE_IOERR');
      return ['one', 'two'];
    },
    forgetCallbacks: async (old: { before: number; limit: number }) => {
      bites.push(old);
      const bite = Math.min(left, old.limit);
      left -= bite;
      happenings.changed();
      return bite;
    },
  };
  const deps = {
    media: createScriptedMedia(),
    upkeep,
    bounds: { maxAgeMs: 60 * DAY_MS, maxBytes: 10 ** 10 },
    clock: createVirtualClock(),
    random: () => 0.5,
    logger: createRecordingLogger(),
  };
  return {
    ...deps,
    deps,
    bites,
    failNext: (times: number) => {
      fails = times;
    },
    left: () => left,
    untilBites: (count: number) => happenings.until(() => bites.length >= count),
  };
}

test('old files go within their bounds, never those that an unfinished job needs, nor what members gave this week', async () => {
  const { deps, media } = createBench();
  await createForget(deps)();
  expect(media.sweeps).toStrictEqual([
    { now: NOON, ...deps.bounds, inputsLifeMs: 7 * DAY_MS, needed: new Set(['one', 'two']) },
  ]);
});

test('a member’s file outlives every job that can use it', () => {
  const longest = QUEUE_DEADLINE_MS + Math.max(...Object.values(RUN_DEADLINE_MS)) + OUTAGE_PATIENCE_MS;
  expect(INPUTS_LIFE_MS).toBeGreaterThan(2 * longest);
});

test('callbacks older than a month go, in bites', async () => {
  const { deps, bites, left } = createBench(1_200);
  await createForget(deps)();
  expect(left()).toBe(0);
  expect(bites).toStrictEqual(Array.from({ length: 3 }, () => ({ before: NOON - 30 * DAY_MS, limit: 500 })));
});

test('a round has an end, however much there is to forget', async () => {
  const { deps, left, bites } = createBench(10 ** 9);
  await createForget(deps)();
  expect(bites.length).toBe(200);
  expect(left()).toBeGreaterThan(0);
});

test('comes round each hour, also after one that failed, and stops when it is asked to', async () => {
  const { deps, clock, untilBites, failNext, logger } = createBench();
  const forgetting = createForgetting(deps);
  forgetting.start();
  forgetting.start();
  clock.advance(3_600_000);
  await untilBites(1);
  await new Promise((resolve) => setImmediate(resolve));
  failNext(1);
  clock.advance(3_600_000);
  await logger.untilLines('this fails');
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(3_600_000);
  await untilBites(2);
  await forgetting.stop();
  await forgetting.stop();
  expect(clock.pending()).toStrictEqual([]);
});
