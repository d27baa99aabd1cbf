import { expect, test } from 'vitest';
import { sortSuffixes } from '#catalogue/sort-suffixes.ts';
import { createChance } from './support/models.ts';

const ringFrom = (text: Uint16Array, place: number): string => {
  const ring = [...text.subarray(place), ...text.subarray(0, place)];
  return ring.map((letter) => String.fromCharCode(letter)).join('');
};

test('places are sorted by everything that begins at them, whatever stands in the text', async () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const chance = createChance(seed);
    const letters = 1 + chance.below(chance.of([2, 5, 300]));
    const text = Uint16Array.from({ length: 1 + chance.below(120) }, () => chance.below(letters));
    const sorted = await sortSuffixes(text, letters, text.length);
    expect([...sorted].toSorted((one, other) => one - other)).toStrictEqual([...text.keys()]);
    const written = [...sorted].map((place) => ringFrom(text, place));
    expect(written).toStrictEqual(written.toSorted((one, other) => (one < other ? -1 : Number(one > other))));
  }
});

test('they are sorted no deeper than asked for', async () => {
  const text = Uint16Array.from([1, 1, 1, 1, 2]);
  const shallow = await sortSuffixes(text, 3, 2);
  expect([...shallow].map((place) => ringFrom(text, place).slice(0, 2))).toStrictEqual(
    [...shallow].map((place) => ringFrom(text, place).slice(0, 2)).toSorted(),
  );
});

test('a text of many slices is sorted too, and lets others go in between', async () => {
  const text = Uint16Array.from({ length: 120_000 }, (_, place) => (place * place) % 7);
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  const sorted = await sortSuffixes(text, 7, 4);
  isDone = true;
  const fours = [...sorted].map((place) => [0, 1, 2, 3].map((at) => text[(place + at) % text.length]).join(''));
  expect(fours).toStrictEqual(fours.toSorted());
  expect(turns).toBeGreaterThan(10);
});
