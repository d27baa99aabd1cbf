import { describe, expect, it } from 'vitest';
import { pollDelayMs } from '#providers/apimart/cadence.ts';

const waits = (family: string, expectsCallback: boolean, count = 6) =>
  Array.from({ length: count }, (_, poll) => pollDelayMs(poll, { family, expectsCallback }));

describe('where nothing calls back, polls', () => {
  it('for images begin after 10 s and come every 4 to 5 s, as the vendor advises', () => {
    expect(waits('images', false)).toStrictEqual([10_000, 4_000, 4_000, 5_000, 5_000, 5_000]);
  });

  it('for videos begin after 20 s and come every 10 to 15 s', () => {
    expect(waits('videos', false)).toStrictEqual([20_000, 10_000, 10_000, 15_000, 15_000, 15_000]);
  });
});

describe('where a callback is expected, polls', () => {
  it('wait for it', () => {
    expect(waits('images', true, 5)).toStrictEqual([30_000, 20_000, 30_000, 60_000, 60_000]);
    expect(waits('videos', true, 4)).toStrictEqual([90_000, 30_000, 60_000, 60_000]);
  });

  it.each(['music', 'edits'])('of %s do not, as none may come', (family) => {
    expect(waits(family, true)).toStrictEqual(waits(family, false));
  });

  it.each(['images', 'videos', 'music', 'edits'])('of %s are never closer than without', (family) => {
    const alone = waits(family, false, 40);
    expect(waits(family, true, 40).every((wait, poll) => wait >= (alone[poll] ?? 0))).toBe(true);
  });
});
