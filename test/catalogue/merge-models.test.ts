import { expect, test } from 'vitest';
import { mergeModels } from '#catalogue/merge-models.ts';
import { createChance, modelOf } from './support/models.ts';

const KNOWN = modelOf({
  label: 'FLUX.1 [dev]',
  uses: ['imagine', 'edit'],
  route: 'by hand',
  prompt: { need: 'required', maxCharacters: 800 },
  options: { count: { min: 1, max: 4 } },
  requires: ['count'],
  inputs: [{ role: 'image', accepts: ['image'], required: false }],
  priceMicroUsd: 5,
  popularity: 7,
});

test('a known model keeps what its room knows and takes from the list what only the list can tell', async () => {
  const told = modelOf({
    label: 'Flux!',
    uses: ['video'],
    route: 'list',
    priceMicroUsd: 9,
    popularity: 800,
    nsfw: true,
  });
  const { known, listed } = await mergeModels([KNOWN], [told]);
  expect(known).toStrictEqual([{ ...KNOWN, label: 'Flux!', priceMicroUsd: 9, popularity: 800, nsfw: true }]);
  expect(listed).toStrictEqual([]);
});

test('what a list does not tell changes nothing', async () => {
  for (const label of ['', ' ', 'flux', 'modelslab/flux']) {
    const { known } = await mergeModels([KNOWN], [modelOf({ label })]);
    expect(known).toStrictEqual([KNOWN]);
  }
});

test('a model that its room counts as one for age-restricted channels stays one', async () => {
  const { known } = await mergeModels([{ ...KNOWN, nsfw: true }], [modelOf({ nsfw: false })]);
  expect(known).toMatchObject([{ nsfw: true }]);
});

test('a price of nothing is a price', async () => {
  expect((await mergeModels([KNOWN], [modelOf({ priceMicroUsd: 0 })])).known).toMatchObject([{ priceMicroUsd: 0 }]);
});

test('what only the list knows is added as it is, once', async () => {
  const [other, again] = [modelOf({ id: 'modelslab/b' }), modelOf({ id: 'modelslab/b', label: 'second' })];
  const last = modelOf({ id: 'modelslab/c' });
  expect(await mergeModels([KNOWN], [other, last, again])).toStrictEqual({ known: [KNOWN], listed: [other, last] });
});

test('a known model that the list does not mention stays; one that it calls gone goes, as does any other', async () => {
  const other = modelOf({ id: 'modelslab/b' });
  const gone = [modelOf({ gone: true }), modelOf({ id: 'modelslab/c', gone: true })];
  expect(await mergeModels([KNOWN, other], gone)).toStrictEqual({ known: [other], listed: [] });
});

test('over many lists, nothing is lost, doubled or put out of order', async () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const chance = createChance(seed);
    const draw = (length: number) =>
      Array.from({ length }, () => {
        const gone = chance.below(4) === 0;
        return modelOf({ id: `modelslab/m${chance.below(30)}`, ...(gone && { gone }) });
      });
    const room = [...new Map(draw(20).map(({ gone: _gone, ...model }) => [model.id, model])).values()];
    const list = draw(40);
    const { known, listed } = await mergeModels(room, list);
    const firstOf = (id: string) => list.find((model) => model.id === id);
    const stays = ({ id }: { id: string }) => firstOf(id)?.gone !== true;
    expect(known.map(({ id }) => id)).toStrictEqual(room.filter(stays).map(({ id }) => id));
    const isNew = (model: (typeof list)[number]) =>
      stays(model) && model === firstOf(model.id) && !room.some(({ id }) => id === model.id);
    expect(listed).toStrictEqual(list.filter(isNew));
  }
});
