import type { Inline } from './nodes.ts';
import { parseMention } from './parse-mention.ts';

const ESCAPE = /\\([^\p{L}\p{N}\s])/uy;
const CODE = /(`+)(?!`)([\s\S]*?[^`])\1(?!`)/y;
const MASKED_LINK = /\[([^[\]\n]+)\]\(<?(https?:\/\/[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?: +"[^"\n]*")?\)/y;
const ANGLE_LINK = /<(https?:\/\/[^\s<>]+)>/y;
const BARE_LINK = /https?:\/\/[^\s<>]+/y;
const WORD = /[\p{L}\p{N}_]/u;

const WRAPPERS = [
  { mark: '**', type: 'strong' },
  { mark: '__', type: 'underline' },
  { mark: '~~', type: 'strike' },
  { mark: '||', type: 'spoiler' },
  { mark: '*', type: 'em' },
  { mark: '_', type: 'em' },
] as const;

type Found = { readonly node: Inline; readonly end: number };

/**
 * Reads Discord's inline marks. Whatever is not one of them stays text; no mark-up of any other kind exists. A mark is
 * closed by the first of its kind, so each kind stands at most once on the way down, and the nesting has an end.
 */
export function parseInline(source: string): readonly Inline[] {
  const nodes: Inline[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const escaped = match(ESCAPE, source, at);
    const found = escaped ? undefined : findNode(source, at);
    if (found) {
      if (text) nodes.push({ type: 'text', text });
      text = '';
      nodes.push(found.node);
      at = found.end;
    } else {
      text += escaped?.[1] ?? source.charAt(at);
      at += escaped?.[0].length ?? 1;
    }
  }
  if (text) nodes.push({ type: 'text', text });
  return nodes;
}

const findNode = (source: string, at: number): Found | undefined =>
  findCode(source, at) ?? findLink(source, at) ?? parseMention(source, at) ?? findWrapped(source, at);

function findCode(source: string, at: number): Found | undefined {
  const code = match(CODE, source, at);
  return code ? { node: { type: 'code', text: (code[2] ?? '').trim() }, end: at + code[0].length } : undefined;
}

function findLink(source: string, at: number): Found | undefined {
  const masked = match(MASKED_LINK, source, at);
  if (masked?.[1] && masked[2]) {
    const children = parseInline(masked[1]).filter(({ type }) => type !== 'link');
    return { node: { type: 'link', url: masked[2], children }, end: at + masked[0].length };
  }
  const angle = match(ANGLE_LINK, source, at);
  if (angle?.[1]) return { node: link(angle[1]), end: at + angle[0].length };
  const bare = match(BARE_LINK, source, at);
  if (!bare) return undefined;
  const url = withoutTail(bare[0]);
  return { node: link(url), end: at + url.length };
}

const link = (url: string): Inline => ({ type: 'link', url, children: [{ type: 'text', text: url }] });

/** Punctuation after an address belongs to the sentence, and so does a bracket that the address did not open. */
function withoutTail(url: string): string {
  const trimmed = url.replace(/[.,:;!?'"*_~|]+$/, '');
  const isUnopened = trimmed.endsWith(')') && trimmed.split('(').length < trimmed.split(')').length;
  return isUnopened ? withoutTail(trimmed.slice(0, -1)) : trimmed;
}

function findWrapped(source: string, at: number): Found | undefined {
  for (const { mark, type } of WRAPPERS) {
    if (!source.startsWith(mark, at)) continue;
    const close = findClose(source, at, mark);
    if (close === undefined) continue;
    const inner = source.slice(at + mark.length, close);
    return { node: { type, children: parseInline(inner) }, end: close + mark.length };
  }
  return undefined;
}

/** Where the closing mark stands; undefined when there is none, or nothing between. */
function findClose(source: string, open: number, mark: string): number | undefined {
  const start = open + mark.length;
  if (mark.length === 1 && !mayOpenEmphasis(source, open)) return undefined;
  let at = start;
  while (at < source.length) {
    const skipped = match(ESCAPE, source, at) ?? match(CODE, source, at);
    if (skipped) {
      at += skipped[0].length;
    } else if (source.startsWith(mark, at)) {
      if (closesAt(source, at, mark) && at > start) return at;
      // Of three marks in a row the first may belong to what is inside; a double mark is never a single one.
      at += mark.length === 1 && source.startsWith(mark + mark, at) ? 2 : 1;
    } else {
      at += 1;
    }
  }
  return undefined;
}

function mayOpenEmphasis(source: string, open: number): boolean {
  const [mark, next] = [source.charAt(open), source.charAt(open + 1)];
  if (next === mark || !/\S/.test(next)) return false;
  return !(mark === '_' && WORD.test(source.charAt(open - 1)));
}

function closesAt(source: string, at: number, mark: string): boolean {
  const after = source.charAt(at + mark.length);
  if (after === mark.charAt(0) && mark !== '||') return false;
  if (mark.length === 2) return true;
  return /\S/.test(source.charAt(at - 1)) && !(mark === '_' && WORD.test(after));
}

function match(rule: RegExp, source: string, at: number): RegExpExecArray | null {
  rule.lastIndex = at;
  return rule.exec(source);
}
