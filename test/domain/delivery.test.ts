import { expect, test } from 'vitest';
import { NONCE_MAX_CHARACTERS, nonceOf } from '#domain/delivery.ts';
import { createIds } from '#signing/ids.ts';

const LARGEST = '7'.padEnd(26, 'z');

test('a nonce is short enough for Discord, whatever the delivery’s id', () => {
  const { next } = createIds();
  const ids = ['0'.repeat(26), LARGEST, ...Array.from({ length: 1_000 }, next)];
  for (const id of ids) expect(nonceOf(id).length).toBeLessThanOrEqual(NONCE_MAX_CHARACTERS);
});

test('two deliveries never share a nonce, and one always has the same', () => {
  const { next } = createIds();
  const neighbours = [...'0123456789abcdefghjkmnpqrstvwxyz'].map((last) => LARGEST.slice(0, -1) + last);
  const ids = ['0'.repeat(26), '1'.padStart(26, '0'), '1'.padEnd(26, '0'), ...neighbours];
  ids.push(...Array.from({ length: 2_000 }, next));
  expect(new Set(ids.map(nonceOf)).size).toBe(ids.length);
  expect(ids.map(nonceOf)).toStrictEqual(ids.map(nonceOf));
});

test('a nonce is the id’s number in base 36', () => {
  expect(nonceOf('10'.padStart(26, '0'))).toBe('w');
  expect(nonceOf(LARGEST)).toBe((2n ** 128n - 1n).toString(36));
});
