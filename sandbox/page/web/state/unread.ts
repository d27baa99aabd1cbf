import type { MessageView, Person, Snapshot } from '#sandbox/page/protocol.ts';

/** By person and channel: how many of the unread messages mention the person. No entry: all is read. */
export type Unread = Readonly<Record<string, number>>;

export const unreadKey = (personId: string, channelId: string): string => `${personId}/${channelId}`;

/** Marks a new message unread for everybody who may see it, except its author and whoever is looking at its channel. */
export function markUnread(
  unread: Unread,
  message: MessageView,
  world: Snapshot,
  looking: { readonly personId: string; readonly channelId: string },
): Unread {
  const isNew = !world.messages[message.channel_id]?.some(({ id }) => id === message.id);
  if (!isNew) return unread;
  const channel = world.channels.find(({ id }) => id === message.channel_id);
  const next = { ...unread };
  for (const { id } of world.people) {
    if (!maySee(message, id) || message.author.id === id) continue;
    if (channel?.dmOf !== undefined && channel.dmOf !== id) continue;
    if (looking.personId === id && looking.channelId === message.channel_id) continue;
    const key = unreadKey(id, message.channel_id);
    next[key] = (next[key] ?? 0) + (mentions(message, id) || channel?.kind === 'dm' ? 1 : 0);
  }
  return next;
}

export function markRead(unread: Unread, personId: string, channelId: string): Unread {
  const { [unreadKey(personId, channelId)]: _read, ...rest } = unread;
  return rest;
}

export const maySee = (message: MessageView, personId: Person['id']): boolean =>
  message.visibleTo === undefined || message.visibleTo === personId;

export const mentions = (message: MessageView, personId: Person['id']): boolean =>
  message.mentions.some(({ id }) => id === personId);
