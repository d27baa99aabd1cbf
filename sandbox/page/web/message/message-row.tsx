import { MessageFlags } from 'discord-api-types/v10';
import type { MessageView } from '#sandbox/page/protocol.ts';
import { Avatar } from '#sandbox/page/web/look/avatar.tsx';
import { formatClock } from '#sandbox/page/web/markdown/format-time.ts';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { mentions } from '#sandbox/page/web/state/unread.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { EphemeralNote } from './ephemeral-note.tsx';
import { MessageBody } from './message-body.tsx';
import { MessageContext } from './message-context.tsx';
import { MessageHead } from './message-head.tsx';
import { MessageMenu } from './message-menu.tsx';
import { hasFlag, isEphemeral } from './stream.ts';
import { messageElementId } from './use-target.ts';

export function MessageRow({ message, isFirst }: { message: MessageView; isFirst: boolean }) {
  const page = usePage();
  const isForMe = mentions(message, page.person.value.id);
  const isLit = page.target.value === message.id;
  const look = [
    'message',
    isFirst && 'first',
    isForMe && 'mentioned',
    isEphemeral(message) && 'ephemeral',
    isLit && 'lit',
  ].filter(Boolean);
  const dismiss = () => {
    page.dismissed.value = new Set([...page.dismissed.value, message.id]);
  };
  return (
    <article
      id={messageElementId(message.id)}
      class={look.join(' ')}
      data-testid={TEST_IDS.message}
      data-message-id={message.id}
      data-author={message.author.username}
      data-ephemeral={isEphemeral(message)}
    >
      <MessageContext message={message} />
      <div class="message-gutter">
        {isFirst ? (
          <Avatar userId={message.author.id} />
        ) : (
          <time class="gutter-time">{formatClock(message.timestamp)}</time>
        )}
      </div>
      <div class="message-main">
        {isFirst && <MessageHead message={message} />}
        <MessageBody message={message} />
        {isEphemeral(message) && <EphemeralNote onDismiss={dismiss} />}
      </div>
      {!hasFlag(message, MessageFlags.Loading) && <MessageMenu message={message} />}
    </article>
  );
}
