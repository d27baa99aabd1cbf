import { useEffect, useRef, useState } from 'preact/hooks';
import type { MessageView } from '#sandbox/page/protocol.ts';
import { useMessageCommands } from '#sandbox/page/web/composer/use-commands.ts';
import { DotsIcon } from '#sandbox/page/web/look/icons.tsx';
import { useAttempt, usePage } from '#sandbox/page/web/state/context.ts';
import { useMenu as sendMenu } from '#sandbox/page/web/state/requests.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';

/** The ⋯ of a message, with the bot's message commands. */
export function MessageMenu({ message }: { message: MessageView }) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !box.current?.contains(event.target as Node))
        setOpen(false);
    };
    document.addEventListener('mousedown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('mousedown', close);
      document.removeEventListener('keydown', close);
    };
  }, [isOpen]);
  return (
    <div class={`message-menu ${isOpen ? 'open' : ''}`} ref={box}>
      <button
        type="button"
        class="icon-button"
        aria-label="More"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        data-testid={TEST_IDS.messageMenu}
        onClick={() => setOpen(!isOpen)}
      >
        <DotsIcon />
      </button>
      {isOpen && <MenuItems message={message} onDone={() => setOpen(false)} />}
    </div>
  );
}

function MenuItems({ message, onDone }: { message: MessageView; onDone: () => void }) {
  const page = usePage();
  const attempt = useAttempt();
  const commands = useMessageCommands();
  const use = async (command: string) => {
    onDone();
    const place = { personId: page.person.value.id, channelId: message.channel_id };
    await attempt(() => sendMenu({ ...place, command, messageId: message.id }));
  };
  return (
    <div class="menu" role="menu">
      <p class="popover-title">Apps</p>
      {commands.length === 0 && <p class="popover-empty">The bot has no message commands.</p>}
      {commands.map(({ name }) => (
        <button
          key={name}
          type="button"
          role="menuitem"
          class="popover-row"
          data-testid={TEST_IDS.messageMenuItem}
          onClick={() => void use(name)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
