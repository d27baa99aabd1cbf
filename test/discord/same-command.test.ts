import { describe, expect, test } from 'vitest';
import { COMMANDS } from '#commands/index.ts';
import { sameCommand } from '#discord/same-command.ts';

const OURS = {
  name: 'paint',
  description: 'Paints',
  contexts: [0, 1],
  integration_types: [0],
  options: [
    { type: 3, name: 'what', description: 'What to paint', required: true, max_length: 100 },
    { type: 4, name: 'count', description: 'How many', min_value: 0, max_value: 4 },
    { type: 3, name: 'size', description: 'How large', choices: [{ name: 'Small', value: 's' }] },
  ],
};

/** As Discord lists it: defaults filled in, ids and versions of its own, lists in its own order. */
const LISTED = {
  id: '1180000000000000700',
  application_id: '1180000000000000100',
  version: '1180000000000000701',
  default_member_permissions: null,
  type: 1,
  name: 'paint',
  name_localizations: null,
  description: 'Paints',
  description_localizations: null,
  dm_permission: true,
  contexts: [1, 0],
  integration_types: [0],
  nsfw: false,
  options: [
    { type: 3, name: 'what', name_localizations: null, description: 'What to paint', required: true, max_length: 100 },
    { type: 4, name: 'count', description: 'How many', required: false, min_value: 0, max_value: 4 },
    {
      type: 3,
      name: 'size',
      description: 'How large',
      autocomplete: false,
      choices: [{ name: 'Small', name_localizations: null, value: 's' }],
    },
  ],
};

describe('a command is the same as Discord lists it', () => {
  test('with the defaults that Discord fills in, its bookkeeping and its order', () => {
    expect(sameCommand(LISTED, OURS)).toBe(true);
    expect(sameCommand(OURS, LISTED)).toBe(true);
  });

  test('also where we leave out what is the default', () => {
    const { integration_types: _default, ...brief } = OURS;
    expect(sameCommand(LISTED, brief)).toBe(true);
  });

  test.each(COMMANDS.map(({ data }) => [data.name, data]))('as is each of ours to itself: /%s', (_name, data) => {
    expect(sameCommand(JSON.parse(JSON.stringify(data)), data)).toBe(true);
  });
});

const [what, count, size] = OURS.options;

describe('a command is another', () => {
  test.each([
    ['description', { ...OURS, description: 'Paints well' }],
    ['a removed option', { ...OURS, options: [what, count] }],
    ['no options', { ...OURS, options: [] }],
    ['an added option', { ...OURS, options: [...OURS.options, { type: 5, name: 'quick', description: 'Quickly' }] }],
    ['the order of options', { ...OURS, options: [what, size, count] }],
    ['an option’s description', { ...OURS, options: [{ ...what, description: 'The thing' }, count, size] }],
    ['required', { ...OURS, options: [{ ...what, required: false }, count, size] }],
    ['a bound of zero', { ...OURS, options: [what, { ...count, min_value: undefined }, size] }],
    ['a choice', { ...OURS, options: [what, count, { ...size, choices: [{ name: 'Small', value: 'x' }] }] }],
    ['contexts', { ...OURS, contexts: [0] }],
    ['integration types', { ...OURS, integration_types: [0, 1] }],
    ['permissions', { ...OURS, default_member_permissions: '0' }],
    ['age restriction', { ...OURS, nsfw: true }],
    ['its kind', { ...OURS, type: 3 }],
  ])('when there is a change in %s', (_what, changed) => {
    expect(sameCommand(LISTED, changed)).toBe(false);
  });
});
