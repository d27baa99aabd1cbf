import { expect, test } from 'vitest';
import { readValues } from '#interactions/read-values.ts';

test.each([
  ['steps=20', { steps: 20 }],
  ['steps=20; scale = -1.5 ;tiled=true;\nloud=false', { steps: 20, scale: -1.5, tiled: true, loud: false }],
  ['text=a = b, c', { text: 'a = b, c' }],
  ['empty=; other=x', { empty: '', other: 'x' }],
  ['name=1;name=2', { name: 2 }],
  [' ; \n ;', {}],
])('names and values are read as they are meant: %j', (typed, values) => {
  expect(readValues(typed)).toStrictEqual(values);
});

test.each(['007', '12345678901234567890', '1e3', '0x10', '1.', '.5', '--1', '1,5', 'True', 'Infinity'])(
  'what would not come out again as it was typed stays text: %s',
  (text) => {
    expect(readValues(`id=${text}`)).toStrictEqual({ id: text });
  },
);

test.each(['loud', '=loud', ' = x'])('what has no name gets the empty one, which no request takes: %j', (typed) => {
  expect(Object.keys(readValues(typed))).toStrictEqual(['']);
});

test('a name that means something to the language is a name like any other', () => {
  const values = readValues('__proto__=x; constructor=y');
  expect(Object.entries(values)).toStrictEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});
