import { MessageFlags } from 'discord-api-types/v10';
import type { MessageView } from '#sandbox/page/protocol.ts';
import { ComponentList } from '#sandbox/page/web/components/component-list.tsx';
import { Markdown } from '#sandbox/page/web/markdown/markdown.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { Attachments } from './attachments.tsx';
import { EditedMark } from './edited-mark.tsx';
import { EmbedCard } from './embed-card.tsx';
import { hasFlag } from './stream.ts';

export function MessageBody({ message }: { message: MessageView }) {
  if (hasFlag(message, MessageFlags.Loading)) return <Thinking />;
  const isComponentsV2 = hasFlag(message, MessageFlags.IsComponentsV2);
  return (
    <>
      {message.content && (
        <div class="message-content" data-testid={TEST_IDS.messageContent}>
          <Markdown text={message.content} />
          {message.edited_timestamp && <EditedMark />}
        </div>
      )}
      {!hasFlag(message, MessageFlags.SuppressEmbeds) &&
        message.embeds.map((embed, at) => <EmbedCard key={at} embed={embed} message={message} />)}
      {!isComponentsV2 && <Attachments message={message} />}
      <ComponentList components={message.components ?? []} message={message} />
    </>
  );
}

function Thinking() {
  const { bot } = usePage().world.value;
  return (
    <p class="thinking" data-testid={TEST_IDS.thinking}>
      <span class="thinking-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {bot.username} is thinking…
    </p>
  );
}
