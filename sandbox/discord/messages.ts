import type { APIMessage } from 'discord-api-types/v10';
import type { MessageView } from '#sandbox/page/protocol.ts';
import type { Announcer } from './events.ts';

export type Kept = {
  /** Without `referenced_message`, which is looked up whenever the message is shown. */
  readonly message: APIMessage;
  /** The only person who sees it: an ephemeral answer. */
  readonly visibleTo?: string;
};

export type MessageStore = {
  /** Adds a message or replaces it, and tells the page. */
  readonly put: (kept: Kept) => APIMessage;
  readonly find: (channelId: string, id: string) => Kept | undefined;
  /** Oldest first: each new message has a greater id than those before, and an edited one keeps its place. */
  readonly list: (channelId: string) => readonly Kept[];
  /** False when there is none. */
  readonly remove: (channelId: string, id: string) => boolean;
  /** As the REST API sends it: with the message that it refers to, or null where that is gone. */
  readonly present: (message: APIMessage) => APIMessage;
  readonly view: (kept: Kept) => MessageView;
};

export function createMessages({ announce }: Pick<Announcer, 'announce'>): MessageStore {
  const channels = new Map<string, Map<string, Kept>>();
  const find = (channelId: string, id: string) => channels.get(channelId)?.get(id);

  function present(message: APIMessage): APIMessage {
    const reference = message.message_reference;
    if (!reference?.message_id) return message;
    const referenced = find(reference.channel_id, reference.message_id)?.message;
    return { ...message, referenced_message: referenced ?? null };
  }

  const view = ({ message, visibleTo }: Kept): MessageView => ({
    ...present(message),
    ...(visibleTo !== undefined && { visibleTo }),
  });

  return {
    find,
    present,
    view,
    list: (channelId) => [...(channels.get(channelId)?.values() ?? [])],
    put: (kept) => {
      const channel = channels.get(kept.message.channel_id) ?? new Map<string, Kept>();
      channels.set(kept.message.channel_id, channel.set(kept.message.id, kept));
      announce({ type: 'message', message: view(kept) });
      return present(kept.message);
    },
    remove: (channelId, messageId) => {
      if (!channels.get(channelId)?.delete(messageId)) return false;
      announce({ type: 'message_removed', channelId, messageId });
      return true;
    },
  };
}
