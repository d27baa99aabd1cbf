import { expect, test } from 'vitest';
import { kindOf } from '#domain/job.ts';
import { KINDS } from '#domain/kind.ts';
import { KIND_OF_USE, USES } from '#domain/use.ts';

test('every use makes a kind of job, and every kind is made by some use', () => {
  expect(Object.keys(KIND_OF_USE).sort()).toStrictEqual([...USES].sort());
  expect([...new Set(Object.values(KIND_OF_USE))].sort()).toStrictEqual([...KINDS].sort());
});

test('a job is of the kind that its use makes', () => {
  const asked = { model: 'modelslab/m', options: {}, inputs: [], nsfwAllowed: false };
  for (const use of USES) expect(kindOf({ request: { ...asked, use } })).toBe(KIND_OF_USE[use]);
});

test('what is made of a file is of the kind of what comes out, not of what goes in', () => {
  expect([KIND_OF_USE.animate, KIND_OF_USE.upscale, KIND_OF_USE.removebg, KIND_OF_USE.voice]).toStrictEqual([
    'video',
    'edit',
    'edit',
    'audio',
  ]);
});
