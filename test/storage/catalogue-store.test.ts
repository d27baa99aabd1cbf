import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { type Model, model } from '#domain/model.ts';
import { type CataloguePages, createCataloguePages } from '#storage/catalogue-pages.ts';
import { createCatalogueStore } from '#storage/catalogue-store.ts';
import { createPagedCatalogue } from '#storage/paged-catalogue.ts';
import { models as table } from '#storage/schema/models.ts';
import { makePath, openAt } from './open-stores.ts';
import { NOON } from './stories.ts';

const EVERY_FIELD: Model = {
  id: 'apimart/kling/v2.1:pro',
  provider: 'apimart',
  name: 'Kling v2.1 “pro”',
  label: 'Kling 2.1 ✓',
  uses: ['video', 'animate'],
  route: 'video',
  prompt: { need: 'optional', maxCharacters: 2_000 },
  options: { aspect: { oneOf: ['1:1', '16:9'] }, duration: { min: 5, max: 10.5 }, seed: { any: true } },
  requires: ['duration'],
  inputs: [{ role: 'first_frame', accepts: ['image'], required: true, most: 1, maxBytes: 10 }],
  priceMicroUsd: 250_000,
  nsfw: true,
  popularity: -1.5,
};

const plain = (number: number, provider = 'modelslab'): Model => ({
  id: `${provider}/m${number}`,
  provider,
  name: `m${number}`,
  label: `Model ${number}`,
  uses: ['imagine'],
  route: 'community',
  prompt: { need: 'required' },
  options: {},
  inputs: [],
  nsfw: false,
  popularity: number,
});

const listOf = (count: number, provider?: string) => Array.from({ length: count }, (_, at) => plain(at, provider));

function openCatalogue(path = makePath()) {
  const database = openAt(path);
  return { path, database, store: createCatalogueStore({ database }) };
}

describe('a stored list of models', () => {
  test('comes back as it was told, in its order, also to another process', async () => {
    const { path, database, store } = openCatalogue();
    expect(model.parse(EVERY_FIELD)).toStrictEqual(EVERY_FIELD);
    const long = { provider: 'modelslab', fetchedAt: NOON, models: listOf(1_234).reverse() };
    const short = { provider: 'apimart', fetchedAt: NOON + 1, models: [EVERY_FIELD] };
    await Promise.all([store.save(long), store.save(short)]);
    database.close();
    expect(await openCatalogue(path).store.load()).toStrictEqual([short, long]);
  });

  test('is replaced by the next one, however short, and no other provider’s is', async () => {
    const { store } = openCatalogue();
    const other = { provider: 'apimart', fetchedAt: NOON, models: listOf(3, 'apimart') };
    await store.save(other);
    await store.save({ provider: 'modelslab', fetchedAt: NOON, models: listOf(2_000) });
    const next = { provider: 'modelslab', fetchedAt: NOON + 1, models: [plain(7)] };
    await store.save(next);
    expect(await store.load()).toStrictEqual([other, next]);
    await store.save({ ...next, models: [] });
    expect(await store.load()).toStrictEqual([other, { ...next, models: [] }]);
  });

  test('is replaced whole or not at all', async () => {
    const { database, store } = openCatalogue();
    const first = { provider: 'modelslab', fetchedAt: NOON, models: listOf(600) };
    await store.save(first);
    database.orm.run(
      sql.raw(`create trigger full before insert on models when new.page = 2 and new.fetched_at > ${NOON}
        begin select raise(abort, 'disk is full'); end`),
    );
    await expect(store.save({ ...first, fetchedAt: NOON + 1, models: listOf(700) })).rejects.toThrow();
    expect(await store.load()).toStrictEqual([first]);
  });

  test('that is replaced while it is read comes back as the new one, whole', async () => {
    const { database } = openCatalogue();
    const pages = createCataloguePages({ database });
    const other = createPagedCatalogue(pages);
    await other.save({ provider: 'modelslab', fetchedAt: NOON, models: listOf(1_000) });
    const next = { provider: 'modelslab', fetchedAt: NOON + 1, models: listOf(900).reverse() };
    let read = 0;
    const pageAfter: CataloguePages['pageAfter'] = async (mark) => {
      read += 1;
      if (read === 3) await other.save(next);
      return pages.pageAfter(mark);
    };
    expect(await createPagedCatalogue({ ...pages, pageAfter }).load()).toStrictEqual([next]);
  });

  test('is nothing before anything was told', async () => {
    expect(await openCatalogue().store.load()).toStrictEqual([]);
  });
});

describe('what can no longer be read', () => {
  test('is left out, model by model', async () => {
    const { database, store } = openCatalogue();
    const [first, second, third] = [plain(1), plain(2), plain(3)];
    await store.save({ provider: 'modelslab', fetchedAt: NOON, models: [first, second, third] });
    const strange = JSON.stringify([
      first,
      { ...second, uses: ['sculpture'] },
      { ...second, wings: 2 },
      7,
      null,
      third,
    ]);
    database.orm.update(table).set({ models: strange }).run();
    expect(await store.load()).toStrictEqual([{ provider: 'modelslab', fetchedAt: NOON, models: [first, third] }]);
  });

  test('is left out, a page that is no list at all', async () => {
    const { database, store } = openCatalogue();
    await store.save({ provider: 'modelslab', fetchedAt: NOON, models: listOf(300) });
    for (const models of ['{', '{}', '']) {
      database.orm.update(table).set({ models }).where(eq(table.page, 0)).run();
      const [list] = await store.load();
      expect(list?.models).toStrictEqual(listOf(300).slice(250));
    }
  });
});

test('reading and writing a long list lets others go in between', async () => {
  const { store } = openCatalogue();
  let turns = 0;
  let done = false;
  const count = () => {
    turns += 1;
    if (!done) setImmediate(count);
  };
  setImmediate(count);
  await store.save({ provider: 'modelslab', fetchedAt: NOON, models: listOf(5_000) });
  const saving = turns;
  await store.load();
  done = true;
  expect(saving).toBeGreaterThanOrEqual(20);
  expect(turns - saving).toBeGreaterThanOrEqual(20);
});
