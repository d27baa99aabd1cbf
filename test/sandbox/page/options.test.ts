import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import type { CommandEntry } from '#sandbox/page/web/composer/command-entries.ts';
import {
  addOption,
  createDraft,
  faultOf,
  readDraft,
  readPartial,
  removeOption,
  setField,
} from '#sandbox/page/web/composer/draft.ts';
import { boundsOf, parseOption } from '#sandbox/page/web/composer/parse-option.ts';

const about = { name: 'x', description: 'x' };
const prompt = { ...about, name: 'prompt', type: Type.String, required: true, min_length: 2, max_length: 5 } as const;
const count = { ...about, name: 'count', type: Type.Integer, min_value: 1, max_value: 4 } as const;
const aspect: APIApplicationCommandBasicOption = {
  ...about,
  name: 'aspect',
  type: Type.String,
  choices: [{ name: 'Wide (16:9)', value: '16:9' }],
};
const flag = { ...about, name: 'flag', type: Type.Boolean } as const;
const file = { ...about, name: 'file', type: Type.Attachment, required: true } as const;
const strength = { ...about, name: 'strength', type: Type.Number, min_value: 0, max_value: 1 } as const;

const value = (of: string | number | boolean) => ({ outcome: 'value', value: of });

test.each([
  [prompt, ' fox ', value('fox')],
  [count, '3', value(3)],
  [strength, '0.5', value(0.5)],
  [aspect, 'wide (16:9)', value('16:9')],
  [flag, 'true', value(true)],
  [count, '', { outcome: 'empty' }],
])('what is typed becomes the value that Discord would send: %j ← %j', (option, text, parsed) => {
  expect(parseOption(option, { text })).toStrictEqual(parsed);
});

test.each([
  [prompt, ''],
  [prompt, 'f'],
  [prompt, 'too long'],
  [count, '0'],
  [count, '5'],
  [count, '2.5'],
  [count, 'two'],
  [count, '1e400'],
  [strength, '1.01'],
  [aspect, 'wide'],
  [flag, 'maybe'],
  [file, 'a.png'],
])('what does not fit is refused with a reason: %j ← %j', (option, text) => {
  expect(parseOption(option, { text })).toMatchObject({ outcome: 'wrong', why: expect.stringMatching(/\w+.*\.$/) });
});

test('a chosen value counts, whatever text stands for it', () => {
  expect(parseOption(file, { text: 'a.png', chosen: '700' })).toStrictEqual(value('700'));
  expect(parseOption(flag, { text: 'False', chosen: false })).toStrictEqual(value(false));
});

test('bounds are told in words', () => {
  expect([prompt, count, flag].map(boundsOf)).toStrictEqual(['2 to 5 characters', '1 to 4', '']);
});

const entry: CommandEntry = { name: 'imagine', description: '', options: [aspect, prompt, count] };

test('a draft begins with the required options and grows by those that are added, once each', () => {
  const draft = addOption(addOption(createDraft(entry), 'count'), 'count');
  expect(draft).toMatchObject({ shown: ['prompt', 'count'], focused: 'count' });
  expect(removeOption(setField(draft, 'count', { text: '2' }), 'count')).toMatchObject({
    shown: ['prompt'],
    fields: {},
  });
});

test('a complete draft reads as the options of the command, empty ones left out', () => {
  const draft = addOption(addOption(setField(createDraft(entry), 'prompt', { text: 'fox' }), 'count'), 'aspect');
  const filled = setField(draft, 'aspect', { text: 'Wide (16:9)', chosen: '16:9' });
  const options = [
    { name: 'prompt', value: 'fox' },
    { name: 'aspect', value: '16:9' },
  ];
  expect(readDraft(filled)).toStrictEqual({ outcome: 'complete', options });
});

test('an incomplete draft names the first option to mend, and says so only after an attempt to send', () => {
  const draft = createDraft(entry);
  expect(readDraft(draft)).toStrictEqual({ outcome: 'incomplete', firstWrong: 'prompt' });
  expect(faultOf(draft, prompt)).toBeUndefined();
  expect(faultOf({ ...draft, tried: true }, prompt)).toBe('This option is required.');
});

test('an option that was left with a wrong value is told at once', () => {
  const draft = setField({ ...createDraft(entry), shown: ['prompt', 'count'] }, 'count', { text: '9' });
  expect(faultOf({ ...draft, focused: 'count' }, count)).toBeUndefined();
  expect(faultOf({ ...draft, focused: 'prompt' }, count)).toBe('At most 4.');
});

test('an autocomplete request carries what is valid so far, and the focused option as it was typed', () => {
  const draft = setField(setField(createDraft(entry), 'prompt', { text: 'f' }), 'count', { text: '2' });
  const grown = addOption(addOption(draft, 'count'), 'aspect');
  expect(readPartial(setField(grown, 'aspect', { text: 'wi' }), 'aspect')).toStrictEqual([
    { name: 'count', value: 2 },
    { name: 'aspect', value: 'wi' },
  ]);
});
