import { useMemo } from 'preact/hooks';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { maySee } from '#sandbox/page/web/state/unread.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { DayLine } from './day-line.tsx';
import { EmptyChannel } from './empty-channel.tsx';
import { MessageRow } from './message-row.tsx';
import { buildStream } from './stream.ts';
import { UnansweredRow } from './unanswered-row.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';
import { useTarget } from './use-target.ts';

/** The open channel, as the person spoken as sees it. */
export function MessageList() {
  const page = usePage();
  const person = page.person.value;
  const channel = page.channel.value;
  const messages = page.world.value.messages[channel.id];
  const dismissed = page.dismissed.value;
  const unanswered = page.unanswered.value;
  const stream = useMemo(
    () =>
      buildStream(
        (messages ?? []).filter((message) => maySee(message, person.id) && !dismissed.has(message.id)),
        unanswered.filter((late) => late.personId === person.id && late.channelId === channel.id),
      ),
    [messages, unanswered, dismissed, person.id, channel.id],
  );
  const { frame, content, isBehind, toEnd } = useStickToEnd(stream.length);
  useTarget(frame);
  return (
    <div class="message-area">
      <div
        class="message-scroll"
        ref={frame}
        data-testid={TEST_IDS.messageList}
        role="log"
        aria-label={`Messages in ${channel.name}`}
      >
        <div class="message-list" ref={content}>
          <EmptyChannel isEmpty={stream.length === 0} />
          {stream.map((item) => {
            if (item.kind === 'day') return <DayLine key={item.id} timestamp={item.timestamp} />;
            if (item.kind === 'unanswered') return <UnansweredRow key={item.id} unanswered={item.unanswered} />;
            return <MessageRow key={item.id} message={item.message} isFirst={item.isFirst} />;
          })}
        </div>
      </div>
      {isBehind && (
        <button type="button" class="new-messages" data-testid={TEST_IDS.newMessages} onClick={toEnd}>
          New messages below
        </button>
      )}
    </div>
  );
}
