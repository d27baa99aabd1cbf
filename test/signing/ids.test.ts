import { expect, test } from 'vitest';
import { SEED_MAX } from '#domain/options.ts';
import { createIds } from '#signing/ids.ts';

test('ids are lower-case ULIDs that sort in the order in which they were made, also within a millisecond', () => {
  const { next } = createIds();
  const made = Array.from({ length: 5_000 }, () => next());
  for (const id of made) expect(id).toMatch(/^[0-7][0-9abcdefghjkmnpqrstvwxyz]{25}$/);
  expect(new Set(made).size).toBe(made.length);
  expect([...made].sort()).toStrictEqual(made);
});

test('ids of two processes differ', () => {
  const [one, other] = [createIds(), createIds()];
  const made = Array.from({ length: 1_000 }, () => [one.next(), other.next()]).flat();
  expect(new Set(made).size).toBe(made.length);
});

test('seeds are whole numbers within the range that every service takes, and vary', () => {
  const { seed } = createIds();
  const seeds = Array.from({ length: 1_000 }, seed);
  for (const value of seeds) {
    expect(Number.isInteger(value)).toBe(true);
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(SEED_MAX);
  }
  expect(new Set(seeds).size).toBeGreaterThan(990);
});
