import type { MessageView, PageEvent, Snapshot } from '#sandbox/page/protocol.ts';

/** The world after one event. Applying an event twice changes nothing more, so a snapshot and the events around it may overlap. */
export function applyEvent(world: Snapshot, event: PageEvent): Snapshot {
  switch (event.type) {
    case 'message':
      return withMessages(world, event.message.channel_id, (messages) => upsert(messages, event.message));
    case 'message_removed':
      return withMessages(world, event.channelId, (messages) => messages.filter(({ id }) => id !== event.messageId));
    case 'commands':
      return { ...world, commands: event.commands };
    case 'bot':
      return { ...world, bot: { ...world.bot, online: event.online } };
    case 'job':
      return { ...world, jobs: upsert(world.jobs, event.job) };
    case 'settings':
      return { ...world, settings: event.settings };
    case 'modal':
    case 'unanswered':
      return world;
  }
}

function withMessages(
  world: Snapshot,
  channelId: string,
  change: (messages: readonly MessageView[]) => readonly MessageView[],
): Snapshot {
  return { ...world, messages: { ...world.messages, [channelId]: change(world.messages[channelId] ?? []) } };
}

const upsert = <T extends { readonly id: string }>(list: readonly T[], item: T): readonly T[] =>
  list.some(({ id }) => id === item.id) ? list.map((old) => (old.id === item.id ? item : old)) : [...list, item];
