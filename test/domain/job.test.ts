import { expect, test } from 'vitest';
import { shortId } from '#domain/job.ts';
import { createIds } from '#signing/ids.ts';

test('members name a job by its last six characters, which differ between jobs of one moment', () => {
  expect(shortId('01k2m3n4p5q6r7s8t9v0w1x2y3')).toBe('w1x2y3');
  const { next } = createIds();
  const short = Array.from({ length: 1_000 }, () => shortId(next()));
  expect(new Set(short).size).toBe(short.length);
});
