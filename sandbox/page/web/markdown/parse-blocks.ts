import type { Block } from './nodes.ts';
import { parseInline } from './parse-inline.ts';

const FENCE = /```(?:([\w+#.-]+)\n|\n)?([\s\S]*?[^\n])\n*```/;
const HEADING = /^(#{1,3}) +(\S.*)$/;
const SUBTEXT = /^-# +(\S.*)$/;
const ITEM = /^ {0,4}(?:[-*]|(\d{1,9})\.) +(\S.*)$/;
const QUOTE = /^> (.*)$/;
const QUOTE_REST = '>>> ';

/** Reads a message as Discord shows it. `plain` keeps to marks inside lines, as in an embed's title or footer. */
export function parseMarkdown(source: string, { plain = false } = {}): readonly Block[] {
  return plain ? [{ type: 'paragraph', children: parseInline(source) }] : parseBlocks(source);
}

function parseBlocks(source: string): readonly Block[] {
  const rest = source.startsWith(QUOTE_REST) ? 0 : source.indexOf(`\n${QUOTE_REST}`) + 1;
  const fence = FENCE.exec(source);
  if (source.startsWith(QUOTE_REST, rest) && (!fence || rest < fence.index)) {
    const quoted: Block = { type: 'quote', blocks: parseBlocks(source.slice(rest + QUOTE_REST.length)) };
    return [...parseLines(source.slice(0, rest)), quoted];
  }
  if (!fence) return parseLines(source);
  const code: Block = { type: 'code', language: fence[1] ?? '', text: fence[2] ?? '' };
  const after = source.slice(fence.index + fence[0].length).replace(/^\n/, '');
  return [...parseLines(source.slice(0, fence.index)), code, ...parseBlocks(after)];
}

function parseLines(source: string): readonly Block[] {
  const blocks: Block[] = [];
  const paragraph: string[] = [];
  const endParagraph = () => {
    const text = paragraph.splice(0).join('\n');
    if (text.trim()) blocks.push({ type: 'paragraph', children: parseInline(text) });
  };
  const lines = source.replace(/\n$/, '').split('\n');
  for (let at = 0; at < lines.length; ) {
    const read = readBlock(lines, at);
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

/** The block that begins at this line, unless it is part of a paragraph, and how many lines it takes. */
function readBlock(lines: readonly string[], at: number): { block: Block; lines: number } | undefined {
  const line = lines[at] ?? '';
  const heading = HEADING.exec(line);
  if (heading) return one({ type: 'heading', level: levelOf(heading[1]), children: parseInline(heading[2] ?? '') });
  const subtext = SUBTEXT.exec(line);
  if (subtext) return one({ type: 'subtext', children: parseInline(subtext[1] ?? '') });
  const quoted = run(lines, at, QUOTE).map((found) => found[1] ?? '');
  if (quoted.length > 0)
    return { block: { type: 'quote', blocks: parseBlocks(quoted.join('\n')) }, lines: quoted.length };
  const items = run(lines, at, ITEM);
  if (items.length === 0) return undefined;
  const children = items.map((found) => parseInline(found[2] ?? ''));
  return { block: { type: 'list', ordered: items[0]?.[1] !== undefined, items: children }, lines: items.length };
}

const one = (block: Block) => ({ block, lines: 1 });

const levelOf = (hashes = '#'): 1 | 2 | 3 => (hashes.length === 1 ? 1 : hashes.length === 2 ? 2 : 3);

/** The lines from here on that follow the rule without a gap. */
function run(lines: readonly string[], at: number, rule: RegExp): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (let line = rule.exec(lines[at] ?? ''); line; line = rule.exec(lines[at + found.length] ?? '')) found.push(line);
  return found;
}
