import { describe, expect, test } from 'vitest';
import type { StoredFile } from '#domain/artifact.ts';
import { complaintsOf } from '#domain/complaints.ts';
import type { Input, InputRole } from '#domain/input.ts';
import type { InputRule, Limit, Model } from '#domain/model.ts';
import type { OptionName, Options } from '#domain/options.ts';
import type { Request } from '#domain/request.ts';

const FLUX: Model = {
  id: 'modelslab/flux',
  provider: 'modelslab',
  name: 'flux',
  label: 'FLUX.1',
  uses: ['imagine', 'edit'],
  route: 'community',
  prompt: { need: 'optional' },
  options: {},
  inputs: [],
  nsfw: false,
  popularity: 0,
};

const ASKED: Request = { use: 'imagine', model: FLUX.id, options: {}, inputs: [], nsfwAllowed: false };

const complaints = (request: Partial<Request>, model: Partial<Model> = {}) =>
  complaintsOf({ ...ASKED, ...request }, { ...FLUX, ...model });

test('a model that can do everything that is asked has nothing to complain of', () => {
  expect(complaints({})).toStrictEqual([]);
  expect(complaints({ prompt: 'blue', use: 'edit', nsfwAllowed: true })).toStrictEqual([]);
});

test('a use that the model does not serve', () => {
  expect(complaints({ use: 'video' })).toStrictEqual([{ about: 'use' }]);
});

test('a model for age-restricted channels, anywhere else', () => {
  expect(complaints({}, { nsfw: true })).toStrictEqual([{ about: 'nsfw' }]);
  expect(complaints({ nsfwAllowed: true }, { nsfw: true })).toStrictEqual([]);
});

describe('the prompt', () => {
  const prompt = 'x'.repeat(10);

  test('missing where it is required, given where none is taken', () => {
    expect(complaints({}, { prompt: { need: 'required' } })).toStrictEqual([{ about: 'prompt', problem: 'missing' }]);
    expect(complaints({ prompt }, { prompt: { need: 'required' } })).toStrictEqual([]);
    expect(complaints({}, { prompt: { need: 'none' } })).toStrictEqual([]);
    expect(complaints({ prompt }, { prompt: { need: 'none' } })).toStrictEqual([
      { about: 'prompt', problem: 'not_taken' },
    ]);
  });

  test('longer than the model reads, and just as long', () => {
    const tooLong = { about: 'prompt', problem: 'too_long', maxCharacters: 9 };
    expect(complaints({ prompt }, { prompt: { need: 'required', maxCharacters: 9 } })).toStrictEqual([tooLong]);
    expect(complaints({ prompt }, { prompt: { need: 'optional', maxCharacters: 10 } })).toStrictEqual([]);
  });
});

describe('options', () => {
  const about = (name: OptionName, rest: object) => [{ about: 'option', name, ...rest }];

  test('that the model does not have', () => {
    expect(complaints({ options: { seed: 0 } })).toStrictEqual(about('seed', { problem: 'not_taken' }));
    expect(complaints({ options: { sound: false } })).toStrictEqual(about('sound', { problem: 'not_taken' }));
  });

  test('without which it does nothing', () => {
    const model = { requires: ['voice'] as OptionName[], options: { voice: { any: true } } as Model['options'] };
    expect(complaints({}, model)).toStrictEqual(about('voice', { problem: 'missing' }));
    expect(complaints({ options: { voice: 'ada' } }, model)).toStrictEqual([]);
  });

  const within: readonly [string, Limit, Options, Options][] = [
    ['one of some words', { oneOf: ['1:1', '16:9'] }, { aspect: '16:9' }, { aspect: '3:2' }],
    ['one of some numbers', { oneOf: [5, 10] }, { duration: 10 }, { duration: 7 }],
    ['one answer only', { oneOf: [true] }, { sound: true }, { sound: false }],
    ['no less than the least', { min: 2, max: 4 }, { count: 2 }, { count: 1 }],
    ['no more than the most', { min: 0, max: 0.5 }, { strength: 0.5 }, { strength: 0.51 }],
    ['a number at all', { min: 0, max: 10 }, { seed: 3 }, { voice: '3' }],
    ['so many characters', { maxCharacters: 3 }, { negative: 'red' }, { negative: 'reds' }],
    ['characters at all', { maxCharacters: 3 }, { style: 'pop' }, { texture: true }],
  ];

  test.each(within)('out of bounds, which are told: %s', (_what, limit, good, bad) => {
    const given = Object.keys({ ...good, ...bad }) as OptionName[];
    const options = Object.fromEntries(given.map((name) => [name, limit]));
    expect(complaints({ options: good }, { options })).toStrictEqual([]);
    const [name] = Object.keys(bad) as [OptionName];
    expect(complaints({ options: bad }, { options })).toStrictEqual(about(name, { problem: 'out_of_bounds', limit }));
  });

  test('of any value, and those left undefined, are no trouble', () => {
    expect(complaints({ options: { lyrics: 'la' } }, { options: { lyrics: { any: true } } })).toStrictEqual([]);
    expect(complaints({ options: { lyrics: undefined } })).toStrictEqual([]);
  });
});

describe('files', () => {
  const picture: StoredFile = { path: 'a.png', mediaType: 'image/png', extension: 'png', bytes: 100 };
  const sound: StoredFile = { path: 'a.mp3', mediaType: 'audio/mpeg', extension: 'mp3', bytes: 100, seconds: 10 };
  const give = (role: InputRole, file = picture): Input => ({ role, file, name: 'a' });
  const rule = (role: InputRole, wishes: Partial<InputRule> = {}): InputRule => ({
    role,
    accepts: ['image'],
    required: false,
    ...wishes,
  });

  test('that the model does not take are named once, those it takes may be left out', () => {
    const inputs = [give('mask'), give('image'), give('mask')];
    expect(complaints({ inputs }, { inputs: [rule('image'), rule('back')] })).toStrictEqual([
      { about: 'input', role: 'mask', problem: 'not_taken' },
    ]);
  });

  test('that it needs and that are not there', () => {
    const inputs = [rule('image', { required: true }), rule('mask', { required: true })];
    expect(complaints({ inputs: [give('image')] }, { inputs })).toStrictEqual([
      { about: 'input', role: 'mask', problem: 'missing' },
    ]);
  });

  test('too many of one role: more than one, unless it says otherwise', () => {
    const two = [give('reference'), give('reference')];
    const one = rule('reference');
    const problem = 'too_many';
    expect(complaints({ inputs: two }, { inputs: [one] })).toStrictEqual([
      { about: 'input', role: 'reference', problem, rule: one },
    ]);
    expect(complaints({ inputs: two }, { inputs: [rule('reference', { most: 2 })] })).toStrictEqual([]);
  });

  const wrong: readonly [string, StoredFile, Partial<InputRule>, Partial<InputRule>][] = [
    ['wrong_type', sound, { accepts: ['image', 'video'] }, { accepts: ['video', 'audio'] }],
    ['too_large', picture, { maxBytes: 99 }, { maxBytes: 100 }],
    ['too_small', { ...picture, width: 900, height: 300 }, { minSide: 301 }, { minSide: 300 }],
    ['too_short', sound, { accepts: ['audio'], minSeconds: 10.1 }, { accepts: ['audio'], minSeconds: 10 }],
    ['too_long', sound, { accepts: ['audio'], maxSeconds: 9.9 }, { accepts: ['audio'], maxSeconds: 10 }],
  ];

  test.each(wrong)('that are %s, and just right', (problem, file, bad, good) => {
    const [refusing, taking] = [rule('sample', bad), rule('sample', good)];
    const inputs = [give('sample', file)];
    expect(complaints({ inputs }, { inputs: [refusing] })).toStrictEqual([
      { about: 'input', role: 'sample', problem, rule: refusing },
    ]);
    expect(complaints({ inputs }, { inputs: [taking] })).toStrictEqual([]);
  });

  test('are of a type by all of its name', () => {
    const file = { ...picture, mediaType: 'imagery/png' };
    const inputs = [rule('image')];
    expect(complaints({ inputs: [give('image', file)] }, { inputs })).toMatchObject([{ problem: 'wrong_type' }]);
  });

  test('whose length is not known pass: the provider will say', () => {
    const { seconds: _unknown, ...file } = sound;
    const bounded = rule('audio', { accepts: ['audio'], minSeconds: 5, maxSeconds: 6 });
    expect(complaints({ inputs: [give('audio', file)] }, { inputs: [bounded] })).toStrictEqual([]);
  });

  test('are complained of one by one', () => {
    const small = rule('example', { most: 5, maxBytes: 50 });
    const inputs = [give('example'), give('example', { ...picture, bytes: 50 }), give('example')];
    expect(complaints({ inputs }, { inputs: [small] }).map(({ about }) => about)).toStrictEqual(['input', 'input']);
  });
});

test('everything that is wrong is said at once, in the order in which members read it', () => {
  const inputs: InputRule[] = [{ role: 'image', accepts: ['image'], required: true }];
  const said = complaints({ use: 'music', options: { seed: 1 } }, { nsfw: true, prompt: { need: 'required' }, inputs });
  expect(said.map(({ about }) => about)).toStrictEqual(['use', 'nsfw', 'prompt', 'option', 'input']);
});
