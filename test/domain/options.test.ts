import { describe, expect, test } from 'vitest';
import {
  ASPECTS,
  COUNT_MAX,
  OPTION_NAMES,
  type OptionName,
  options,
  SEED_MAX,
  TEXT_MAX_CHARACTERS,
} from '#domain/options.ts';

const LONG = 'x'.repeat(TEXT_MAX_CHARACTERS);
const WORD = 'x'.repeat(100);

/** For every option, values that it takes and values that it does not. */
const BOUNDS: Readonly<Record<OptionName, { takes: readonly unknown[]; refuses: readonly unknown[] }>> = {
  aspect: { takes: ASPECTS, refuses: ['5:4', '', 1] },
  count: { takes: [1, COUNT_MAX], refuses: [0, COUNT_MAX + 1, 1.5, '1'] },
  negative: { takes: ['x', LONG], refuses: ['', ' ', `${LONG}x`, 1] },
  seed: { takes: [0, SEED_MAX], refuses: [-1, SEED_MAX + 1, 0.5] },
  strength: { takes: [0, 0.35, 1], refuses: [-0.01, 1.01, '0.5', Number.NaN] },
  duration: { takes: [0.5, 5, 600], refuses: [0, -1, 600.1, Number.POSITIVE_INFINITY] },
  resolution: { takes: ['720p', WORD], refuses: ['', `${WORD}x`, 720] },
  sound: { takes: [true, false], refuses: ['yes', 1] },
  instrumental: { takes: [true, false], refuses: ['yes', 0] },
  lyrics: { takes: ['la', LONG], refuses: ['', `${LONG}x`] },
  voice: { takes: ['madison', WORD], refuses: ['', `${WORD}x`] },
  language: { takes: ['en', WORD], refuses: ['', `${WORD}x`] },
  style: { takes: ['jazz', LONG], refuses: ['', `${LONG}x`] },
  guide: { takes: ['canny', WORD], refuses: ['', `${WORD}x`] },
  scale: { takes: [2, 8], refuses: [1, 9, 2.5] },
  quality: { takes: ['draft', 'standard', 'high'], refuses: ['', 'best'] },
  texture: { takes: [true, false], refuses: ['true'] },
  format: { takes: ['glb', WORD], refuses: ['', `${WORD}x`] },
  trigger: { takes: ['ohwx', LONG], refuses: ['', `${LONG}x`] },
  subject: { takes: ['dog', LONG], refuses: ['', `${LONG}x`] },
  target: { takes: ['the cat', LONG], refuses: ['', `${LONG}x`] },
  values: {
    takes: [{}, { steps: 30, on: false, text: '', name: LONG }, { [WORD]: 1 }],
    refuses: [[], { '': 1 }, { [`${WORD}x`]: 1 }, { a: null }, { a: {} }, { a: `${LONG}x` }, 'a=1'],
  },
};

const reads = (name: OptionName, value: unknown): boolean => options.safeParse({ [name]: value }).success;

describe.each(OPTION_NAMES)('the option %s', (name) => {
  const { takes, refuses } = BOUNDS[name];

  test('may be left out, and takes everything up to its bounds', () => {
    expect(reads(name, undefined)).toBe(true);
    for (const value of takes) expect(options.parse({ [name]: value })).toStrictEqual({ [name]: value });
  });

  test('refuses what lies beyond', () => {
    expect(refuses.filter((value) => reads(name, value))).toStrictEqual([]);
    expect(reads(name, null)).toBe(false);
  });
});

test('an option that nobody knows is refused, and the blanks around a text are dropped', () => {
  expect(options.safeParse({ steps: 30 }).success).toBe(false);
  expect(options.parse({ negative: '  red ', voice: ' ada\n' })).toStrictEqual({ negative: 'red', voice: 'ada' });
});
