import { Composer } from '#sandbox/page/web/composer/composer.tsx';
import { MessageList } from '#sandbox/page/web/message/message-list.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { ChannelHeader } from './channel-header.tsx';

/** The open channel. A new channel or person starts with a fresh scroll position and an empty field. */
export function Chat() {
  const page = usePage();
  const place = `${page.person.value.id}/${page.channel.value.id}`;
  return (
    <main class="chat">
      <ChannelHeader />
      {!page.connected.value && (
        <p class="connection-lost" role="alert">
          The demo has stopped answering. Trying to reconnect…
        </p>
      )}
      <MessageList key={`list-${place}`} />
      <Composer key={`composer-${place}`} />
    </main>
  );
}
