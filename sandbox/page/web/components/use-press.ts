import { useState } from 'preact/hooks';
import type { MessageView } from '#sandbox/page/protocol.ts';
import { useAttempt, usePage } from '#sandbox/page/web/state/context.ts';
import { press } from '#sandbox/page/web/state/requests.ts';

/** Sends a press or a choice on one of a message's components, and tells while the bot has not answered. */
export function usePress(message: MessageView, customId: string) {
  const page = usePage();
  const attempt = useAttempt();
  const [isWaiting, setWaiting] = useState(false);
  const send = async (values?: readonly string[]) => {
    if (isWaiting) return;
    setWaiting(true);
    const place = { personId: page.person.value.id, channelId: message.channel_id, messageId: message.id };
    await attempt(() => press({ ...place, customId, ...(values ? { values } : {}) }));
    setWaiting(false);
  };
  return { isWaiting, send };
}
