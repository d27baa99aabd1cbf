import { expect, test } from 'vitest';
import { formatStamp, formatTime } from '#sandbox/page/web/markdown/format-time.ts';

const NOW_MS = Date.parse('2026-11-21T12:00:00Z');
const at = (offsetSeconds: number): number => NOW_MS / 1000 + offsetSeconds;

test.each([
  [25, 'in 25 seconds'],
  [-1, '1 second ago'],
  [0, 'in 0 seconds'],
  [90, 'in 1 minute'],
  [-7200, '2 hours ago'],
  [86_400 * 3, 'in 3 days'],
  [-86_400 * 400, '1 year ago'],
])('a relative timestamp %i s away reads "%s"', (offset, words) => {
  expect(formatTime(at(offset), 'R', NOW_MS)).toBe(words);
});

test.each(['t', 'T', 'd', 'D', 'f', 'F', 's', 'S'] as const)('style %s needs no clock', (style) => {
  expect(formatTime(at(0), style, 0)).toBe(formatTime(at(0), style, NOW_MS));
});

test('a message of today and of yesterday says so', () => {
  const hour = 3_600_000;
  const noon = new Date(2026, 10, 21, 12).getTime();
  expect(formatStamp(new Date(noon).toISOString(), noon + hour)).toMatch(/^Today at 12:00.PM$/u);
  expect(formatStamp(new Date(noon - 24 * hour).toISOString(), noon)).toMatch(/^Yesterday at 12:00.PM$/u);
  expect(formatStamp(new Date(noon - 72 * hour).toISOString(), noon)).toMatch(/^11\/18\/26 12:00.PM$/u);
});
