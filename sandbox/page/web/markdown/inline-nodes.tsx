import { SmartLink } from '#sandbox/page/web/look/smart-link.tsx';
import { ChannelMention, CommandMention, UserMention } from './mentions.tsx';
import type { Inline } from './nodes.ts';
import { Spoiler } from './spoiler.tsx';
import { Timestamp } from './timestamp.tsx';

export const InlineNodes = ({ nodes }: { nodes: readonly Inline[] }) =>
  nodes.map((node, at) => <InlineNode key={at} node={node} />);

function InlineNode({ node }: { node: Inline }) {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'strong':
      return (
        <strong>
          <InlineNodes nodes={node.children} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <InlineNodes nodes={node.children} />
        </em>
      );
    case 'underline':
      return (
        <u>
          <InlineNodes nodes={node.children} />
        </u>
      );
    case 'strike':
      return (
        <s>
          <InlineNodes nodes={node.children} />
        </s>
      );
    case 'spoiler':
      return (
        <Spoiler>
          <InlineNodes nodes={node.children} />
        </Spoiler>
      );
    case 'code':
      return <code>{node.text}</code>;
    case 'link':
      return (
        <SmartLink url={node.url}>
          <InlineNodes nodes={node.children} />
        </SmartLink>
      );
    case 'user':
      return <UserMention id={node.id} />;
    case 'channel':
      return <ChannelMention id={node.id} />;
    case 'command':
      return <CommandMention name={node.name} />;
    case 'time':
      return <Timestamp seconds={node.seconds} style={node.style} />;
    case 'role':
      return <span class="mention">@role</span>;
    case 'everyone':
      return <span class="mention">{node.text}</span>;
    case 'emoji':
      return `:${node.name}:`;
  }
}
