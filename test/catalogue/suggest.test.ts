import { describe, expect, test } from 'vitest';
import type { Model } from '#domain/model.ts';
import { USES, type Use } from '#domain/use.ts';
import { type Chance, createChance, modelOf } from './support/models.ts';
import { openCatalogue } from './support/open-catalogue.ts';

const idsOf = (models: readonly Model[]) => models.map(({ id }) => id);
const ask = { use: 'imagine', typed: '', nsfwAllowed: false, limit: 25 } as const;

describe('suggestions', () => {
  test('put a whole name before the beginning of a word, and that before the inside of one', async () => {
    const catalogue = await openCatalogue([
      modelOf({ id: 'modelslab/influx', popularity: 900 }),
      modelOf({ id: 'modelslab/dev-of-flux', popularity: 800 }),
      modelOf({ id: 'modelslab/flux-dev', popularity: 700 }),
      modelOf({ id: 'modelslab/sdxl', label: 'Flux', popularity: 1 }),
      modelOf({ id: 'modelslab/other', popularity: 999 }),
    ]);
    expect(idsOf(catalogue.suggest({ ...ask, typed: ' FLUX ' }))).toStrictEqual([
      'modelslab/sdxl',
      'modelslab/dev-of-flux',
      'modelslab/flux-dev',
      'modelslab/influx',
    ]);
  });

  test('put the model whose id was typed first', async () => {
    const catalogue = await openCatalogue([modelOf(), modelOf({ id: 'apimart/flux', nsfw: true })]);
    const typed = 'apimart/flux';
    expect(idsOf(catalogue.suggest({ ...ask, typed, nsfwAllowed: true }))[0]).toBe('apimart/flux');
    expect(catalogue.suggest({ ...ask, typed })).toStrictEqual([]);
    expect(catalogue.suggest({ ...ask, typed, nsfwAllowed: true, use: 'video' })).toStrictEqual([]);
    expect(catalogue.suggest({ ...ask, typed, nsfwAllowed: true, limit: 0 })).toStrictEqual([]);
  });

  test('take turns between providers, whose popularity cannot be compared', async () => {
    const catalogue = await openCatalogue([
      modelOf({ id: 'modelslab/a', popularity: 1_000 }),
      modelOf({ id: 'modelslab/b', popularity: 9_000 }),
      modelOf({ id: 'modelslab/c', popularity: 8_000 }),
      modelOf({ id: 'apimart/d', popularity: 2 }),
      modelOf({ id: 'apimart/e', popularity: 3 }),
    ]);
    const order = ['modelslab/b', 'apimart/e', 'modelslab/c', 'apimart/d', 'modelslab/a'];
    expect(idsOf(catalogue.suggest(ask))).toStrictEqual(order);
    expect(idsOf(catalogue.suggest({ ...ask, typed: ' - ' }))).toStrictEqual(order);
  });

  test('do not mind how words are kept apart, nor letters that nobody here uses', async () => {
    const catalogue = await openCatalogue([modelOf({ id: 'modelslab/flux.1-dev', label: 'Флюкс №1 [dev]' })]);
    for (const typed of ['flux 1', 'FLUX_1_DEV', '1-dev', 'флюкс', 'Люкс №1 dev'])
      expect(idsOf(catalogue.suggest({ ...ask, typed }))).toStrictEqual(['modelslab/flux.1-dev']);
    for (const typed of ['日本', 'flux 1 dev 2', 'x'.repeat(4_000)])
      expect(catalogue.suggest({ ...ask, typed })).toStrictEqual([]);
  });

  test('are none before the start, and none for a use that nothing serves', async () => {
    const catalogue = await openCatalogue([modelOf()]);
    expect(catalogue.suggest({ ...ask, use: '3d' })).toStrictEqual([]);
  });
});

// What the catalogue answers from an index is here found by looking at every model.

const fold = (text: string) =>
  text
    .toLowerCase()
    .replace(/[-_./ ]+/g, ' ')
    .trim();
const textsOf = ({ name, label }: Model) => [fold(name), fold(label)];

const CLASSES: readonly ((model: Model, typed: string) => boolean)[] = [
  (model, typed) => model.id === typed,
  (model, typed) => textsOf(model).includes(fold(typed)),
  (model, typed) => textsOf(model).some((text) => ` ${text}`.includes(` ${fold(typed)}`)),
  (model, typed) => textsOf(model).some((text) => text.includes(fold(typed))),
];

function expected(
  models: readonly Model[],
  { use, typed, nsfwAllowed }: { use: Use; typed: string; nsfwAllowed: boolean },
) {
  const providers = [...new Set(models.map(({ provider }) => provider))];
  const placed = providers.flatMap((name, order) =>
    models
      .filter(({ provider, uses }) => provider === name && uses.includes(use))
      .toSorted((one, other) => other.popularity - one.popularity)
      .map((model, place) => ({ model, place, order })),
  );
  return placed
    .filter(({ model }) => nsfwAllowed || !model.nsfw)
    .map((entry) => ({ ...entry, match: CLASSES.findIndex((matches) => matches(entry.model, typed)) }))
    .filter(({ match }) => match >= 0)
    .toSorted((one, other) => one.match - other.match || one.place - other.place || one.order - other.order)
    .map(({ model }) => model.id);
}

const SYLLABLES = ['flux', 'a', 'ab', 'ba', 'aba', 'xl', '1', '12', 'ü', '字'] as const;
const SEPARATORS = ['', '', '-', '.', ' '] as const;

const text = (chance: Chance): string =>
  Array.from({ length: 1 + chance.below(5) }, () => chance.of(SYLLABLES) + chance.of(SEPARATORS)).join('');

function randomCatalogue(chance: Chance): readonly Model[] {
  const drawn = Array.from({ length: chance.below(chance.of([3, 40, 300])) }, () => {
    const id = `${chance.of(['modelslab', 'apimart', 'eachlabs'])}/${text(chance).replaceAll(' ', '_')}`;
    const uses = USES.filter(() => chance.below(4) === 0);
    return modelOf({
      id,
      ...(chance.below(2) === 0 && { label: chance.of([text(chance), text(chance).toUpperCase(), 'flux']) }),
      uses: uses.length > 0 ? uses : ['imagine'],
      nsfw: chance.below(3) === 0,
      popularity: chance.below(chance.of([1, 5, 1_000])),
    });
  });
  return [...new Map(drawn.map((model) => [model.id, model])).values()];
}

test('over many catalogues, every suggestion serves the use, is allowed, and stands where it should', async () => {
  let asked = 0;
  for (let seed = 0; seed < 60; seed += 1) {
    const chance = createChance(seed);
    const models = randomCatalogue(chance);
    const catalogue = await openCatalogue(models);
    for (let times = 0; times < 40; times += 1) {
      const some = models[chance.below(Math.max(1, models.length))];
      const [from, length] = [chance.below(8), 1 + chance.below(8)];
      const typed = chance.of([
        '',
        text(chance),
        (some?.label ?? '').slice(from, from + length),
        some?.id ?? 'x',
        'flux',
      ]);
      const query = { use: chance.of<Use>(['imagine', ...USES]), typed, nsfwAllowed: chance.below(2) === 0 };
      const all = expected(models, query);
      for (const limit of [1, 3, 25, 1_000]) {
        const found = catalogue.suggest({ ...query, limit });
        expect(idsOf(found), JSON.stringify({ seed, ...query, limit })).toStrictEqual(all.slice(0, limit));
      }
      asked += all.length > 0 ? 1 : 0;
    }
  }
  expect(asked).toBeGreaterThan(600);
});
