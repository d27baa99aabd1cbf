import type { MessageView } from '#sandbox/page/protocol.ts';
import { formatStamp } from '#sandbox/page/web/markdown/format-time.ts';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { now } from '#sandbox/page/web/state/now.ts';
import { EditedMark } from './edited-mark.tsx';

export function MessageHead({ message }: { message: MessageView }) {
  const { author, timestamp } = message;
  const { bot, people } = usePage().world.value;
  const isBot = author.bot === true || author.id === bot.id;
  const person = people.find(({ id }) => id === author.id);
  return (
    <p class="message-head">
      <strong>{person?.displayName ?? author.global_name ?? author.username}</strong>
      {isBot && <span class="app-tag">APP</span>}
      <time dateTime={timestamp}>{formatStamp(timestamp, now.value)}</time>
      {message.edited_timestamp && !message.content && <EditedMark />}
    </p>
  );
}
