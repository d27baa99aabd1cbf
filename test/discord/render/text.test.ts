import { describe, expect, test } from 'vitest';
import { clip, dollars, megabytes, plain, plainWithin, plural, quote, small } from '#discord/render/text.ts';
import type { Block, Inline } from '#sandbox/page/web/markdown/nodes.ts';
import { parseMarkdown } from '#sandbox/page/web/markdown/parse-blocks.ts';
import { WORST_PROMPTS } from '#test/discord/support/jobs.ts';

/** What a reader sees of words that only look like what they say: undefined when anything else takes effect. */
function seen(blocks: readonly Block[]): string | undefined {
  const [block] = blocks;
  if (blocks.length !== 1 || block?.type !== 'paragraph') return undefined;
  return block.children.map(textOf).join('');
}

/** What takes effect stands in «». */
const textOf = (node: Inline): string =>
  node.type === 'text' || node.type === 'everyone' ? node.text : `«${node.type}»`;

const TOKENS = [
  ...[
    '*',
    '**',
    '_',
    '__',
    '~~',
    '||',
    '`',
    '```',
    '\\',
    '[a](https://evil.test)',
    '[',
    '](',
    ')',
    '<',
    '>',
    '#',
    '# ',
  ],
  ...[
    '<@11>',
    '<@&22>',
    '<#33>',
    '<:e:44>',
    '<t:55:R>',
    '</c:66>',
    '@everyone',
    '-',
    '-#',
    '- ',
    '1.',
    '+',
    ' ',
    'ab',
    '🪶',
  ],
];

/** Strings of marks, the same in every run. */
function spiteful(seed: number): string {
  let state = seed;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  return Array.from({ length: 1 + (next() % 9) }, () => TOKENS[next() % TOKENS.length]).join('');
}

const CASES = [
  '[click here](https://evil.test)',
  '[one](https://evil.test) and [two](https://evil.test)',
  '# shouting',
  '- a list',
  '1. a list',
  '> quoted',
  '>>> all quoted',
  '-# small',
  '**bold** _soft_ __under__ ~~gone~~ ||hidden|| `code` ```block```',
  '<@11800000000000000999> <@&5> <#6> <:bird:7> <t:8:R> </imagine:9>',
  'see https://evil.test/a_b?c=*d* and <https://evil.test>',
  'snake_case_words and 2 * 3 * 4',
  'back\\slash \\*',
];

describe('somebody’s own words', () => {
  test.each(CASES)('are shown as they were written: %s', (words) => {
    expect(seen(parseMarkdown(plain(words, 300)))).toBe(words);
  });

  test('are shown as they were written, whatever marks they are made of', () => {
    const changed: string[] = [];
    for (let seed = 1; seed <= 3000; seed += 1) {
      const words = spiteful(seed).replace(/\s+/g, ' ').trim();
      const [quoted] = parseMarkdown(quote(words, 300));
      const alone = seen(parseMarkdown(plain(words, 300)));
      const inQuotation = quoted?.type === 'quote' ? seen(quoted.blocks) : undefined;
      if (words !== '' && (alone !== words || inQuotation !== words)) changed.push(`${words} → ${alone}`);
    }
    expect(changed).toStrictEqual([]);
  });

  test('stay on one line, so that they cannot leave their quotation', () => {
    expect(quote('one\ntwo\r\n\n  three\u2028four', 300)).toBe('> one two three four');
  });

  test.each(WORST_PROMPTS)('at most double in length, however they are made (%#)', (words) => {
    expect(plain(words, 300).length).toBeLessThanOrEqual(600);
  });
});

describe('somebody’s own words within a room', () => {
  test.each(WORST_PROMPTS)('fit into it with all their escapes, and fill it (%#)', (words) => {
    for (const room of [1, 2, 50, 333, 1_000]) {
      const shown = plainWithin(words, room);
      expect(shown.length).toBeLessThanOrEqual(room);
      const whole = plain(words, words.length);
      if (whole.length <= room) expect(shown).toBe(whole);
      // What is one sign to a reader may be up to eleven, and is never cut in two.
      else expect(shown.length).toBeGreaterThanOrEqual(room - 12);
    }
  });

  test('are left alone where they fit', () => {
    expect(plainWithin('a *b*', 7)).toBe('a \\*b\\*');
  });
});

test.each([
  [4_800, '$0.0048'],
  [1_200_000, '$1.20'],
  [12_500, '$0.0125'],
  [50_000, '$0.05'],
  [99_990, '$0.10'],
  [340_000, '$0.34'],
  [120_000_000, '$120.00'],
])('%i millionths of a dollar are %s', (microUsd, words) => {
  expect(dollars(microUsd)).toBe(words);
});

describe('cutting', () => {
  test('leaves what fits, and marks what it cut', () => {
    expect(clip('abcde', 5)).toBe('abcde');
    expect(clip('abcdef', 5)).toBe('abcd…');
    expect(clip('abc def', 5)).toBe('abc…');
  });

  test('never leaves half a character, and counts as Discord counts', () => {
    expect(clip('🪶🪶🪶', 5)).toBe('🪶🪶…');
    expect(clip('🪶🪶🪶', 4)).toBe('🪶…');
    expect(clip('🪶🪶', 4)).toBe('🪶🪶');
  });
});

test('small print leaves out what there is not', () => {
  expect(small('one', undefined, 'two')).toBe('-# one · two');
});

test('numbers are written for people', () => {
  expect([plural(1, 'image'), plural(4, 'image'), megabytes(10_485_760)]).toStrictEqual([
    '1 image',
    '4 images',
    '10.0 MiB',
  ]);
});
