import { describe, expect, test } from 'vitest';
import { inputRule, limit, model } from '#domain/model.ts';
import { OPTION_NAMES } from '#domain/options.ts';

const FLUX = {
  id: 'modelslab/flux',
  provider: 'modelslab',
  name: 'flux',
  label: 'FLUX.1',
  uses: ['imagine'],
  route: 'community',
  prompt: { need: 'required' },
  options: {},
  inputs: [],
  nsfw: false,
  popularity: 0,
};

const takes = (change: object) => model.safeParse({ ...FLUX, ...change }).success;

describe('a model of the catalogue', () => {
  test('is read as it was written, with everything it can say', () => {
    expect(model.parse(FLUX)).toStrictEqual(FLUX);
    const full = {
      ...FLUX,
      prompt: { need: 'optional', maxCharacters: 800 },
      options: Object.fromEntries(OPTION_NAMES.map((name) => [name, { any: true }])),
      requires: ['duration'],
      inputs: [
        {
          role: 'audio',
          accepts: ['audio', 'video'],
          required: true,
          most: 3,
          maxBytes: 1,
          minSeconds: 0.5,
          maxSeconds: 9,
        },
      ],
      priceMicroUsd: 0,
      gone: true,
    };
    expect(model.parse(full)).toStrictEqual(full);
  });

  test.each([
    ['no use', { uses: [] }],
    ['a use nobody asks for', { uses: ['sculpt'] }],
    ['an id without its provider', { id: 'flux' }],
    ['half a cent of a cent', { priceMicroUsd: 0.5 }],
    ['a price below nothing', { priceMicroUsd: -1 }],
    ['no number for its popularity', { popularity: Number.NaN }],
    ['an option nobody knows', { options: { steps: { any: true } } }],
    ['a need of no kind', { prompt: { need: 'maybe' } }],
    ['a prompt of no characters', { prompt: { need: 'required', maxCharacters: 0 } }],
    ['an option required that nobody knows', { requires: ['steps'] }],
    ['a word in place of yes or no', { nsfw: 'no' }],
    ['gone, said no', { gone: false }],
    ['a field nobody knows', { wings: 2 }],
  ])('is refused with %s', (_problem, change) => {
    expect(takes(change)).toBe(false);
  });

  test.each(Object.keys(FLUX))('is refused without its %s', (field) => {
    expect(takes({ [field]: undefined })).toBe(false);
  });
});

test('a limit is one of four, and nothing in between', () => {
  const limits = [{ oneOf: ['a', 1, true] }, { min: 0, max: 0.5 }, { maxCharacters: 1 }, { any: true }];
  for (const each of limits) expect(limit.parse(each)).toStrictEqual(each);
  const strange = [{}, { oneOf: [] }, { min: 1 }, { min: 1, max: 2, any: true }, { any: false }, { maxCharacters: 0 }];
  expect(strange.filter((each) => limit.safeParse(each).success)).toStrictEqual([]);
});

test('a rule for files says what, of what kind, and whether it must be there', () => {
  const rule = { role: 'mask', accepts: ['image'], required: true };
  expect(inputRule.parse(rule)).toStrictEqual(rule);
  const changes = [
    { role: 'hat' },
    { accepts: [] },
    { accepts: ['text'] },
    { required: undefined },
    { most: 0 },
    { maxBytes: 0.5 },
  ];
  expect(changes.filter((change) => inputRule.safeParse({ ...rule, ...change }).success)).toStrictEqual([]);
});
