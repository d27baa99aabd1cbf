import { describe, expect, test } from 'vitest';
import type { Model } from '#domain/model.ts';
import { createCatalogueStore } from '#storage/catalogue-store.ts';
import { createHappenings } from '#test/jobs/support/until.ts';
import { createVirtualClock, NOON, type VirtualClock } from '#test/jobs/support/virtual-clock.ts';
import { makePath, openAt } from '#test/storage/open-stores.ts';
import { modelOf } from './support/models.ts';
import { createStage, providerOf } from './support/open-catalogue.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const UP_TO_DATE = 'list of models is up to date';
const FAILED = 'could not get the list of models: keeping the last one';
const EMPTY = 'list of models is empty: keeping the last one';

const KNOWN = modelOf({ id: 'modelslab/known' });
const LISTED = modelOf({ id: 'modelslab/listed' });
const NEXT = modelOf({ id: 'modelslab/next' });

/** A service whose answers are given by hand, in the order in which it was asked. */
function createListing() {
  const asked: { answer: (models: readonly Model[]) => void; fail: (error: Error) => void }[] = [];
  const happenings = createHappenings();
  let taken = 0;
  return {
    list: () =>
      new Promise<readonly Model[]>((answer, fail) => {
        asked.push({ answer, fail });
        happenings.changed();
      }),
    count: () => asked.length,
    /** The next question, once it has been asked. */
    next: async () => {
      const number = taken++;
      await happenings.until(() => asked.length > number);
      const question = asked[number];
      if (!question) throw new Error('not asked');
      return question;
    },
  };
}

/** Tells when somebody begins to wait. */
function observe(clock: VirtualClock) {
  const happenings = createHappenings();
  const after: VirtualClock['after'] = (delayMs, wake) => {
    const callOff = clock.after(delayMs, wake);
    happenings.changed();
    return callOff;
  };
  const untilPlanned = () => happenings.until(() => clock.pending().length > 0);
  return { clock: { ...clock, after }, untilPlanned };
}

/** A bot's catalogue over a real database file, on its own clock. */
function openBot({ path = makePath(), now = NOON, random = (): number => 0.5 } = {}) {
  const database = openAt(path);
  const store = createCatalogueStore({ database });
  const listing = createListing();
  const provider = providerOf('modelslab', [KNOWN], listing.list);
  const { clock, untilPlanned } = observe(createVirtualClock(now));
  const stage = createStage({ providers: [provider], store, clock, random });
  const offered = () =>
    stage.catalogue.suggest({ use: 'imagine', typed: '', nsfwAllowed: false, limit: 25 }).map(({ id }) => id);
  const answer = async (...models: Model[]) => {
    (await listing.next()).answer(models);
    await untilPlanned();
  };
  return { ...stage, path, database, store, listing, offered, answer, untilPlanned };
}

describe('a first start', () => {
  test('offers what the room knows at once, and what the list tells as soon as it is there', async () => {
    const { catalogue, listing, offered, answer, store } = openBot();
    await catalogue.start();
    expect(offered()).toStrictEqual([KNOWN.id]);
    expect(listing.count()).toBe(1);
    await answer(LISTED);
    expect(offered()).toStrictEqual([KNOWN.id, LISTED.id]);
    expect(catalogue.find(LISTED.id)).toStrictEqual(LISTED);
    expect(await store.load()).toStrictEqual([{ provider: 'modelslab', fetchedAt: NOON, models: [LISTED] }]);
  });

  test('asks nobody who has no list', async () => {
    const { catalogue, clock } = createStage({ providers: [providerOf('modelslab', [KNOWN])] });
    await catalogue.start();
    expect(catalogue.find(KNOWN.id)).toStrictEqual(KNOWN);
    expect(clock.pending()).toStrictEqual([]);
  });
});

describe('a later start', () => {
  test('offers what was stored without asking, and asks when six hours are over', async () => {
    const first = openBot();
    await first.catalogue.start();
    await first.answer(LISTED);
    await first.catalogue.stop();
    first.database.close();

    const second = openBot({ path: first.path, now: NOON + 4 * HOUR_MS });
    await second.catalogue.start();
    expect(second.offered()).toStrictEqual([KNOWN.id, LISTED.id]);
    expect(second.listing.count()).toBe(0);
    second.clock.advance(2 * HOUR_MS);
    await second.answer(NEXT);
    expect(second.offered()).toStrictEqual([KNOWN.id, NEXT.id]);
  });

  test.each([
    ['six hours old', 6 * HOUR_MS],
    ['from a future that a clock set back has made', -MINUTE_MS],
  ])('asks at once when the stored list is %s, and offers it until the answer is there', async (_age, later) => {
    const path = makePath();
    const database = openAt(path);
    await createCatalogueStore({ database }).save({ provider: 'modelslab', fetchedAt: NOON, models: [LISTED] });
    const { catalogue, offered, answer } = openBot({ path, now: NOON + later });
    await catalogue.start();
    expect(offered()).toStrictEqual([KNOWN.id, LISTED.id]);
    await answer(NEXT);
    expect(offered()).toStrictEqual([KNOWN.id, NEXT.id]);
  });

  test('asks at once when nothing stored can be read any more, or the store cannot be read at all', async () => {
    const bot = openBot();
    await bot.store.save({ provider: 'modelslab', fetchedAt: NOON, models: [] });
    await bot.catalogue.start();
    expect(bot.listing.count()).toBe(1);

    const broken = openBot();
    broken.database.close();
    await broken.catalogue.start();
    expect(broken.offered()).toStrictEqual([KNOWN.id]);
    expect(broken.listing.count()).toBe(1);
    await broken.answer(LISTED);
    expect(broken.offered()).toStrictEqual([KNOWN.id, LISTED.id]);
  });
});

describe('a list', () => {
  test('is asked for again every six hours, a tenth sooner or later', async () => {
    for (const [random, delay] of [
      [0, 5.4],
      [0.5, 6],
      [1, 6.6],
    ] as const) {
      const { catalogue, answer, clock } = openBot({ random: () => random });
      await catalogue.start();
      await answer(LISTED);
      expect(clock.pending()).toStrictEqual([delay * HOUR_MS]);
    }
  });

  test('that cannot be had changes nothing, and is asked for with growing pauses until it can', async () => {
    const { catalogue, listing, offered, answer, untilPlanned, logger, clock } = openBot({ random: () => 1 });
    await catalogue.start();
    await answer(LISTED);
    clock.advance(7 * HOUR_MS);
    const pauses: (number | undefined)[] = [];
    for (let failures = 1; failures <= 8; failures += 1) {
      const question = await listing.next();
      if (failures % 2 === 0) question.answer([]);
      else question.fail(new Error('402'));
      await untilPlanned();
      pauses.push(...clock.pending());
      expect(offered()).toStrictEqual([KNOWN.id, LISTED.id]);
      clock.advance(HOUR_MS);
    }
    const said = logger.lines.filter(({ level }) => level === 'warn').map(({ message }) => message);
    expect(said).toStrictEqual([FAILED, EMPTY, FAILED, EMPTY, FAILED, EMPTY, FAILED, EMPTY]);
    expect(pauses).toStrictEqual([1, 2, 4, 8, 16, 32, 60, 60].map((minutes) => minutes * MINUTE_MS));
    await answer(NEXT);
    expect(offered()).toStrictEqual([KNOWN.id, NEXT.id]);
    expect(clock.pending()).toStrictEqual([6.6 * HOUR_MS]);
    clock.advance(7 * HOUR_MS);
    (await listing.next()).fail(new Error('402'));
    await untilPlanned();
    expect(clock.pending()).toStrictEqual([MINUTE_MS]);
  });

  test('that calls everything gone is not believed either', async () => {
    const { catalogue, listing, offered, logger } = openBot();
    await catalogue.start();
    (await listing.next()).answer([{ ...KNOWN, gone: true }]);
    await logger.untilLines(EMPTY);
    expect(offered()).toStrictEqual([KNOWN.id]);
  });

  test('that calls a known model gone takes it away, also after a restart', async () => {
    const first = openBot();
    await first.catalogue.start();
    await first.answer(LISTED, { ...KNOWN, gone: true });
    expect(first.offered()).toStrictEqual([LISTED.id]);
    expect(first.catalogue.find(KNOWN.id)).toBeUndefined();
    await first.catalogue.stop();
    const second = openBot({ path: first.path });
    await second.catalogue.start();
    expect(second.offered()).toStrictEqual([LISTED.id]);
  });

  test('that cannot be stored is used nevertheless', async () => {
    const { catalogue, database, offered, answer } = openBot();
    await catalogue.start();
    database.close();
    await answer(LISTED);
    expect(offered()).toStrictEqual([KNOWN.id, LISTED.id]);
  });
});

describe('stopping', () => {
  test('asks no more, waits for no answer, and writes none down that comes late', async () => {
    const { catalogue, listing, store, clock, offered } = openBot();
    await catalogue.start();
    await catalogue.stop();
    await catalogue.stop();
    (await listing.next()).answer([LISTED]);
    clock.advance(48 * HOUR_MS);
    // What the late answer would have written would be written by then.
    const later = { provider: 'apimart', fetchedAt: NOON, models: [] };
    await store.save(later);
    expect(await store.load()).toStrictEqual([later]);
    expect(listing.count()).toBe(1);
    expect(clock.pending()).toStrictEqual([]);
    expect(offered()).toStrictEqual([KNOWN.id]);
  });

  test('before or during a start asks nobody', async () => {
    const { catalogue, listing } = openBot();
    const starting = catalogue.start();
    await catalogue.stop();
    await starting;
    expect(listing.count()).toBe(0);
  });
});

test('lists of several providers that arrive together are all taken over', async () => {
  const names = ['modelslab', 'apimart', 'eachlabs'];
  const providers = names.map((name) => providerOf(name, [], async () => [modelOf({ id: `${name}/one` })]));
  const { catalogue, logger } = createStage({ providers });
  await catalogue.start();
  await logger.untilLines(UP_TO_DATE, 3);
  const found = catalogue.suggest({ use: 'imagine', typed: 'one', nsfwAllowed: false, limit: 9 });
  expect(found.map(({ id }) => id)).toStrictEqual(names.map((name) => `${name}/one`));
});
