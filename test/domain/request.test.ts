import { describe, expect, test } from 'vitest';
import { INPUT_ROLES } from '#domain/input.ts';
import { INPUTS_MAX, modelId, PROMPT_MAX_CHARACTERS, readRequest, request } from '#domain/request.ts';
import { USES } from '#domain/use.ts';

const asked = {
  use: 'imagine',
  model: 'modelslab/flux',
  prompt: 'a bower of blue things',
  options: { aspect: '1:1', count: 1, seed: 0 },
  inputs: [],
  nsfwAllowed: false,
};

const file = { path: 'a/b.png', mediaType: 'image/png', extension: 'png', bytes: 12, width: 4, height: 3 };
const inputs = (count: number) => Array.from({ length: count }, () => ({ role: 'image', file, name: 'b.png' }));
const takes = (change: object) => request.safeParse({ ...asked, ...change }).success;

describe('a request', () => {
  test('is taken as it is', () => {
    expect(request.parse(asked)).toStrictEqual(asked);
    const { prompt: _none, ...wordless } = { ...asked, use: 'removebg', options: {}, inputs: inputs(1) };
    expect(request.parse(wordless)).toStrictEqual(wordless);
  });

  test('may reach every limit', () => {
    for (const use of USES) expect(takes({ use })).toBe(true);
    for (const prompt of ['x', 'x'.repeat(PROMPT_MAX_CHARACTERS)]) expect(takes({ prompt })).toBe(true);
    expect(takes({ inputs: inputs(INPUTS_MAX) })).toBe(true);
    for (const role of INPUT_ROLES) expect(takes({ inputs: [{ role, file, name: '' }] })).toBe(true);
  });

  test.each([
    ['an empty prompt', { prompt: '' }],
    ['a prompt of blanks', { prompt: ' \n ' }],
    ['a prompt too long', { prompt: 'x'.repeat(PROMPT_MAX_CHARACTERS + 1) }],
    ['an option beyond its bounds', { options: { count: 0 } }],
    ['an option nobody knows', { options: { steps: 30 } }],
    ['too many files', { inputs: inputs(INPUTS_MAX + 1) }],
    ['a file of no role', { inputs: [{ role: 'hat', file, name: '' }] }],
    ['a file that is not in our store', { inputs: [{ role: 'image', file: { url: 'https://x.test' }, name: '' }] }],
    ['a file of a size below nothing', { inputs: [{ role: 'image', file: { ...file, bytes: -1 }, name: '' }] }],
    ['a use nobody serves', { use: 'sculpt' }],
    ['a field nobody knows', { steps: 30 }],
    ['no options', { options: undefined }],
    ['no word on age-restricted channels', { nsfwAllowed: undefined }],
  ])('is refused with %s', (_problem, change) => {
    expect(takes(change)).toBe(false);
  });

  test('loses the blanks around its prompt', () => {
    expect(request.parse({ ...asked, prompt: '  blue ' })).toMatchObject({ prompt: 'blue' });
  });
});

describe('a model’s id', () => {
  test.each([
    'modelslab/flux',
    'apimart/a',
    'eachlabs/black-forest-labs/flux-1.1:pro@2',
    `modelslab/${'x'.repeat(120)}`,
    'modelslab/модель',
  ])('is taken: %s', (id) => {
    expect(modelId.parse(id)).toBe(id);
  });

  test.each([
    'flux',
    '/flux',
    'modelslab/',
    'modelslab/two words',
    'ModelsLab/flux',
    'models-lab/flux',
    'modelslab/a\n',
    `modelslab/${'x'.repeat(121)}`,
    '',
  ])('is refused: %j', (id) => {
    expect(modelId.safeParse(id).success).toBe(false);
  });
});

describe('reading what a member typed', () => {
  const typed = { ...asked, prompt: asked.prompt };

  test('gives the request', () => {
    expect(readRequest(typed)).toStrictEqual({ ok: true, request: asked });
    const { prompt: _none, ...wordless } = asked;
    const read = readRequest({ ...typed, prompt: undefined });
    expect(read).toMatchObject({ ok: true, request: wordless });
  });

  test('names the fields that are not as they must be, each once, options by their own name', () => {
    const read = readRequest({ ...typed, prompt: '', model: 'x', options: { count: 9, seed: -1, aspect: 'round' } });
    expect(read).toStrictEqual({ ok: false, fields: expect.any(Array) });
    const fields = read.ok ? [] : read.fields;
    expect([...fields].sort()).toStrictEqual(['aspect', 'count', 'model', 'prompt', 'seed']);
    const files = [...inputs(1), { role: 'hat' }, { role: 'hat' }];
    expect(readRequest({ ...typed, inputs: files })).toStrictEqual({ ok: false, fields: ['inputs'] });
  });
});
