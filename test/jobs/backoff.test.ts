import { expect, test } from 'vitest';
import { backoffMs, jitter } from '#jobs/backoff.ts';

const BACKOFF = { baseMs: 1_000, capMs: 60_000 };

test('the bound doubles with every try and stops at the cap, however many tries there were', () => {
  const longest = (attempt: number) => backoffMs(attempt, BACKOFF, () => 1);
  expect([1, 2, 3, 4, 5, 6, 7, 1000, 1_000_000].map(longest)).toStrictEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ]);
});

test('chance spreads the wait, and never makes it nothing', () => {
  expect([0, 0.5, 1].map((chance) => backoffMs(3, BACKOFF, () => chance))).toStrictEqual([400, 2_200, 4_000]);
});

test('jitter stays within a fifth', () => {
  expect([0, 0.5, 1].map((chance) => jitter(10_000, () => chance))).toStrictEqual([8_000, 10_000, 12_000]);
});
