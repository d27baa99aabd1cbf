import type { MessageView, PageEvent, ProviderJobView, Snapshot } from '#sandbox/page/protocol.ts';

/** The world after one event. Applying an event twice changes nothing more, so a snapshot and the events around it may overlap. */
export function applyEvent(world: Snapshot, event: PageEvent): Snapshot {
  switch (event.type) {
    case 'message':
      return withMessages(world, event.message.channel_id, (messages) => upsert(messages, event.message));
    case 'message_removed':
      return withMessages(world, event.channelId, (messages) => messages.filter(({ id }) => id !== event.messageId));
    case 'commands':
      return { ...world, commands: event.commands };
    case 'channel':
      return { ...world, channels: upsert(world.channels, event.channel) };
    case 'channel_removed':
      return { ...world, channels: world.channels.filter(({ id }) => id !== event.channelId) };
    case 'outage':
      return { ...world, outage: event.outage };
    case 'bot':
      return { ...world, bot: { ...world.bot, online: event.online } };
    case 'job':
      return { ...world, jobs: upsertJob(world.jobs, event.job) };
    case 'settings':
      return { ...world, settings: { ...world.settings, [event.provider]: event.settings } };
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

/** Two services may name a job alike. */
const upsertJob = (jobs: readonly ProviderJobView[], job: ProviderJobView): readonly ProviderJobView[] => {
  const isSame = ({ provider, id }: ProviderJobView) => provider === job.provider && id === job.id;
  return jobs.some(isSame) ? jobs.map((old) => (isSame(old) ? job : old)) : [...jobs, job];
};
