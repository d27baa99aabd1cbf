import { expect, test } from 'vitest';
import type { Limit } from '#domain/model.ts';
import { SEED_MAX } from '#domain/options.ts';
import { freshSeed } from '#interactions/fresh-seed.ts';

const draw = (limit: Limit | undefined, drawn: number) =>
  freshSeed({ options: limit ? { seed: limit } : {} }, { seed: () => drawn });

test('a seed is drawn as it comes where the model takes any', () => {
  expect(draw({ any: true }, SEED_MAX)).toBe(SEED_MAX);
});

test.each([
  [{ min: 0, max: 65_535 }, 0, 65_535],
  [{ min: -1, max: 9.5 }, 0, 9],
  [{ min: 1, max: 2 ** 53 }, 1, SEED_MAX],
  [{ min: 7, max: 7 }, 7, 7],
])('and within the bounds of a model that has some: %j', (limit, low, high) => {
  for (const drawn of [0, 1, 4_711, SEED_MAX - 1, SEED_MAX]) {
    const seed = draw(limit, drawn);
    expect(Number.isInteger(seed)).toBe(true);
    expect(seed).toBeGreaterThanOrEqual(low);
    expect(seed).toBeLessThanOrEqual(high);
  }
});

test.each([undefined, { oneOf: [1, 2] }, { maxCharacters: 3 }, { min: -9, max: -1 }])(
  'none is drawn where none that we could draw is taken: %j',
  (limit) => {
    expect(draw(limit, 5)).toBeUndefined();
  },
);
