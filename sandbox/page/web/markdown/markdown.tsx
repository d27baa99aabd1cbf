import { useMemo } from 'preact/hooks';
import { InlineNodes } from './inline-nodes.tsx';
import type { Block } from './nodes.ts';
import { parseMarkdown } from './parse-blocks.ts';

/** A message's text, as Discord shows it. Everything becomes elements and text nodes, never HTML. */
export function Markdown({ text, plain = false }: { text: string; plain?: boolean }) {
  const blocks = useMemo(() => parseMarkdown(text, { plain }), [text, plain]);
  return (
    <div class="markdown">
      <Blocks blocks={blocks} />
    </div>
  );
}

const Blocks = ({ blocks }: { blocks: readonly Block[] }) =>
  blocks.map((block, at) => <BlockNode key={at} block={block} />);

function BlockNode({ block }: { block: Block }) {
  switch (block.type) {
    case 'paragraph':
      return (
        <p>
          <InlineNodes nodes={block.children} />
        </p>
      );
    case 'heading': {
      // A message is no section of the page, so its headings must not stand among the page's own.
      return (
        <p class={`markdown-heading level-${block.level}`}>
          <InlineNodes nodes={block.children} />
        </p>
      );
    }
    case 'subtext':
      return (
        <p class="markdown-subtext">
          <InlineNodes nodes={block.children} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case 'list':
      return <List ordered={block.ordered} items={block.items} />;
  }
}

function List({ ordered, items }: Pick<Extract<Block, { type: 'list' }>, 'ordered' | 'items'>) {
  const entries = items.map((nodes, at) => (
    <li key={at}>
      <InlineNodes nodes={nodes} />
    </li>
  ));
  return ordered ? <ol>{entries}</ol> : <ul>{entries}</ul>;
}
