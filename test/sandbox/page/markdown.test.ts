import { expect, test } from 'vitest';
import type { Block, Inline } from '#sandbox/page/web/markdown/nodes.ts';
import { parseMarkdown } from '#sandbox/page/web/markdown/parse-blocks.ts';
import { parseInline } from '#sandbox/page/web/markdown/parse-inline.ts';

/** A short way to write what a parse means: `strong(em(x))`. */
const show = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      switch (node.type) {
        case 'text':
          return node.text;
        case 'code':
          return `code(${node.text})`;
        case 'link':
          return `link<${node.url}>(${show(node.children)})`;
        case 'strong':
        case 'em':
        case 'underline':
        case 'strike':
        case 'spoiler':
          return `${node.type}(${show(node.children)})`;
        default:
          return JSON.stringify(node);
      }
    })
    .join('');

test.each([
  ['**a** *b* _c_ __d__ ~~e~~ ||f||', 'strong(a) em(b) em(c) underline(d) strike(e) spoiler(f)'],
  ['***both***', 'strong(em(both))'],
  ['*a **b** c*', 'em(a strong(b) c)'],
  ['__*x*__', 'underline(em(x))'],
  ['||a **b** `c`||', 'spoiler(a strong(b) code(c))'],
  ['`**not bold**`', 'code(**not bold**)'],
  ['``a ` b``', 'code(a ` b)'],
  ['**a `**` b**', 'strong(a code(**) b)'],
])('marks nest as in Discord: %s', (source, meaning) => {
  expect(show(parseInline(source))).toBe(meaning);
});

test.each([
  ['\\*a\\* \\_b\\_ \\`c\\` \\~~d~~', '*a* _b_ `c` ~~d~~'],
  ['**a\\*\\*b**', 'strong(a**b)'],
  ['\\<@1>', '<@1>'],
  ['\\\\ and \\n', '\\ and \\n'],
])('a backslash takes the meaning from the mark after it: %s', (source, meaning) => {
  expect(show(parseInline(source))).toBe(meaning);
});

test.each([
  'a * b * c',
  'snake_case_name',
  '2 ** 3',
  '**',
  '****',
  '*unclosed',
  '__half_',
  '||',
  '`',
  '<@abc>',
  '<t:x>',
  '</x>',
  '[a](b)',
])('what is no mark stays text: %s', (source) => {
  expect(parseInline(source)).toStrictEqual([{ type: 'text', text: source }]);
});

test.each([
  ['see https://a.example/x(y)?q=1.', 'see link<https://a.example/x(y)?q=1>(https://a.example/x(y)?q=1).'],
  ['(https://a.example/x)', '(link<https://a.example/x>(https://a.example/x))'],
  ['[**here**](https://a.example "title")', 'link<https://a.example>(strong(here))'],
  ['[here](<https://a.example>)', 'link<https://a.example>(here)'],
  ['<https://a.example>', 'link<https://a.example>(https://a.example)'],
])('links: %s', (source, meaning) => {
  expect(show(parseInline(source))).toBe(meaning);
});

test.each([
  '[x](javascript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '<javascript:alert(1)>',
  'javascript:alert(1)',
  '[x]( javascript:alert(1))',
  '[x](//evil.example)',
])('only http and https ever become links: %s', (source) => {
  expect(show(parseInline(source))).toBe(source);
});

test.each(['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '&lt;b&gt;', '</imagine:1'])(
  'HTML is text and nothing else: %s',
  (source) => {
    expect(parseInline(source)).toStrictEqual([{ type: 'text', text: source }]);
  },
);

test.each([
  ['<@201>', { type: 'user', id: '201' }],
  ['<@!201>', { type: 'user', id: '201' }],
  ['<@&9>', { type: 'role', id: '9' }],
  ['<#301>', { type: 'channel', id: '301' }],
  ['</job show:77>', { type: 'command', name: 'job show', id: '77' }],
  ['<t:1700000000:R>', { type: 'time', seconds: 1_700_000_000, style: 'R' }],
  ['<t:1700000000>', { type: 'time', seconds: 1_700_000_000, style: 'f' }],
  ['<a:party:12>', { type: 'emoji', name: 'party' }],
  ['@everyone', { type: 'everyone', text: '@everyone' }],
])('mentions and timestamps: %s', (source, node) => {
  expect(parseInline(source)).toStrictEqual([node]);
});

test('a long run of marks is read in time that grows gently', () => {
  const started = performance.now();
  for (const mark of ['*', '_', '**', '||', '[', '<', '`', '> ', '(', '*a _b ', '**a __b ', '[a]('])
    parseMarkdown(mark.repeat(Math.floor(4000 / mark.length)));
  expect(performance.now() - started).toBeLessThan(2000);
});

const paragraph = (text: string): Block => ({ type: 'paragraph', children: [{ type: 'text', text }] });

test('blocks: headings, subtext, quotes, lists, paragraphs with their line breaks', () => {
  const source = '# One\ntext\nmore\n-# small\n> said\n> twice\n- a\n- b\n1. c\n####no';
  expect(parseMarkdown(source)).toStrictEqual([
    { type: 'heading', level: 1, children: [{ type: 'text', text: 'One' }] },
    paragraph('text\nmore'),
    { type: 'subtext', children: [{ type: 'text', text: 'small' }] },
    { type: 'quote', blocks: [paragraph('said\ntwice')] },
    { type: 'list', ordered: false, items: [[{ type: 'text', text: 'a' }], [{ type: 'text', text: 'b' }]] },
    { type: 'list', ordered: true, items: [[{ type: 'text', text: 'c' }]] },
    paragraph('####no'),
  ]);
});

test('a code block keeps every character, whatever marks stand in it', () => {
  const code = '# not a heading\n**not bold** <@1>\n\n> no quote';
  expect(parseMarkdown(`before\n\`\`\`ts\n${code}\n\`\`\`\nafter`)).toStrictEqual([
    paragraph('before'),
    { type: 'code', language: 'ts', text: code },
    paragraph('after'),
  ]);
});

test('>>> quotes all the rest, and nothing is quoted twice', () => {
  expect(parseMarkdown('a\n>>> b\nc\n> d')).toStrictEqual([
    paragraph('a'),
    { type: 'quote', blocks: [paragraph('b\nc\n> d')] },
  ]);
});

test('plain text knows marks inside lines only', () => {
  expect(parseMarkdown('# not a heading', { plain: true })).toStrictEqual([paragraph('# not a heading')]);
});
