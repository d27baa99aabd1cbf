import type { MessageView } from '#sandbox/page/protocol.ts';
import { Avatar } from '#sandbox/page/web/look/avatar.tsx';
import { InlineNodes } from '#sandbox/page/web/markdown/inline-nodes.tsx';
import { parseInline } from '#sandbox/page/web/markdown/parse-inline.ts';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { gistOf } from './media.ts';
import { invocationOf } from './stream.ts';

/** What a message answers: a command that somebody used, or another message. */
export function MessageContext({ message }: { message: MessageView }) {
  const invocation = invocationOf(message);
  if (message.message_reference?.message_id) return <ReplyReference message={message} />;
  return invocation ? <Invocation {...invocation} /> : null;
}

function Invocation({ userId, command }: { userId: string; command: string }) {
  return (
    <p class="message-context">
      <span class="context-hook" />
      <Avatar userId={userId} size={16} />
      <strong>{useName(userId)}</strong> used <span class="used-command">/{command}</span>
    </p>
  );
}

function ReplyReference({ message }: { message: MessageView }) {
  const page = usePage();
  const { message_id: id = '', channel_id: channelId = message.channel_id } = message.message_reference ?? {};
  const original = page.world.value.messages[channelId]?.find((one) => one.id === id);
  const name = useName(original?.author.id ?? '');
  if (!original)
    return (
      <p class="message-context" data-testid={TEST_IDS.replyReference}>
        <span class="context-hook" />
        <em>The original message was deleted</em>
      </p>
    );
  return (
    <div class="message-context" data-testid={TEST_IDS.replyReference}>
      <span class="context-hook" />
      <button type="button" class="context-jump" onClick={() => page.jumpTo(channelId, id)}>
        <Avatar userId={original.author.id} size={16} />
        <strong>{name}</strong>
        <span class="context-gist">
          <InlineNodes nodes={parseInline(gistOf(original)).map(withoutLinks)} />
        </span>
      </button>
    </div>
  );
}

/** The whole line is one button, so nothing inside may be another. */
const withoutLinks = (node: ReturnType<typeof parseInline>[number]): ReturnType<typeof parseInline>[number] => {
  if (node.type === 'link')
    return { type: 'text', text: node.children.map((one) => (one.type === 'text' ? one.text : '')).join('') };
  if (node.type === 'spoiler') return { type: 'text', text: '▒▒▒▒' };
  if (node.type === 'command') return { type: 'text', text: `/${node.name}` };
  return node.type === 'channel' ? { type: 'text', text: '#channel' } : node;
};

function useName(userId: string): string {
  const { bot, people } = usePage().world.value;
  if (userId === bot.id) return bot.username;
  return people.find(({ id }) => id === userId)?.displayName ?? 'somebody';
}
