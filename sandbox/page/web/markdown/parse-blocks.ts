import type { Block } from './nodes.ts';
import { parseInline } from './parse-inline.ts';

const FENCE = /```(?:([\w+#.-]+)\n|\n)?([\s\S]*?[^\n])\n*```/;
const HEADING = /^(#{1,3}) +(\S.*)$/;
const SUBTEXT = /^-# +(\S.*)$/;
const BULLET = /^ {0,4}[-*] +(\S.*)$/;
const NUMBER = /^ {0,4}\d{1,9}\. +(\S.*)$/;
const QUOTE = /^> (.*)$/;
const QUOTE_REST = '>>> ';

/** Reads a message as Discord shows it. `plain` keeps to marks inside lines, as in an embed's title or footer. */
export function parseMarkdown(source: string, { plain = false } = {}): readonly Block[] {
  return plain ? [{ type: 'paragraph', children: parseInline(source) }] : parseBlocks(source, false);
}

/** As in Discord, there is no quote inside a quote. */
function parseBlocks(source: string, isQuoted: boolean): readonly Block[] {
  const rest = source.startsWith(QUOTE_REST) ? 0 : source.indexOf(`\n${QUOTE_REST}`) + 1;
  const fence = FENCE.exec(source);
  if (!isQuoted && source.startsWith(QUOTE_REST, rest) && (!fence || rest < fence.index)) {
    const quoted: Block = { type: 'quote', blocks: parseBlocks(source.slice(rest + QUOTE_REST.length), true) };
    return [...parseLines(source.slice(0, rest), isQuoted), quoted];
  }
  if (!fence) return parseLines(source, isQuoted);
  const code: Block = { type: 'code', language: fence[1] ?? '', text: fence[2] ?? '' };
  const after = source.slice(fence.index + fence[0].length).replace(/^\n/, '');
  return [...parseLines(source.slice(0, fence.index), isQuoted), code, ...parseBlocks(after, isQuoted)];
}

function parseLines(source: string, isQuoted: boolean): readonly Block[] {
  const blocks: Block[] = [];
  const paragraph: string[] = [];
  const endParagraph = () => {
    const text = paragraph.splice(0).join('\n');
    if (text.trim()) blocks.push({ type: 'paragraph', children: parseInline(text) });
  };
  const lines = source.replace(/\n$/, '').split('\n');
  for (let at = 0; at < lines.length; ) {
    const read = (isQuoted ? undefined : readQuote(lines, at)) ?? readLine(lines[at] ?? '') ?? readList(lines, at);
    if (read) {
      endParagraph();
      blocks.push(read.block);
    } else {
      paragraph.push(lines[at] ?? '');
    }
    at += read?.lines ?? 1;
  }
  endParagraph();
  return blocks;
}

/** A block that begins at a line, and how many lines it takes; undefined where the line belongs to a paragraph. */
type Read = { readonly block: Block; readonly lines: number } | undefined;

function readLine(line: string): Read {
  const [, hashes, heading] = HEADING.exec(line) ?? [];
  if (heading) return { block: { type: 'heading', level: levelOf(hashes), children: parseInline(heading) }, lines: 1 };
  const [, subtext] = SUBTEXT.exec(line) ?? [];
  return subtext ? { block: { type: 'subtext', children: parseInline(subtext) }, lines: 1 } : undefined;
}

const levelOf = (hashes = '#'): 1 | 2 | 3 => (hashes.length === 1 ? 1 : hashes.length === 2 ? 2 : 3);

function readQuote(lines: readonly string[], at: number): Read {
  const quoted = run(lines, at, QUOTE);
  if (quoted.length === 0) return undefined;
  return { block: { type: 'quote', blocks: parseBlocks(quoted.join('\n'), true) }, lines: quoted.length };
}

function readList(lines: readonly string[], at: number): Read {
  const bullets = run(lines, at, BULLET);
  const items = bullets.length > 0 ? bullets : run(lines, at, NUMBER);
  if (items.length === 0) return undefined;
  const block: Block = { type: 'list', ordered: bullets.length === 0, items: items.map((item) => parseInline(item)) };
  return { block, lines: items.length };
}

/** What the rule catches in the lines from here on, up to the first that does not follow it. */
function run(lines: readonly string[], at: number, rule: RegExp): readonly string[] {
  const caught: string[] = [];
  for (let found = rule.exec(lines[at] ?? ''); found; found = rule.exec(lines[at + caught.length] ?? ''))
    caught.push(found[1] ?? '');
  return caught;
}
