import type { ReadonlySignal, Signal } from '@preact/signals';
import { batch, computed, signal } from '@preact/signals';
import type { ChannelView, PageEvent, Person, Snapshot } from '#sandbox/page/protocol.ts';
import type { Draft } from '#sandbox/page/web/composer/draft.ts';
import { applyEvent } from './apply-event.ts';
import type { Unread } from './unread.ts';
import { markRead, markUnread } from './unread.ts';

export type OpenModal = Extract<PageEvent, { type: 'modal' }>;
export type Unanswered = Extract<PageEvent, { type: 'unanswered' }> & { readonly id: string; readonly at: number };
export type Picture = { readonly url: string; readonly alt: string };

/** Everything that the page shows. Components read the signals and call the few functions; nobody else writes. */
export type PageState = {
  readonly world: ReadonlySignal<Snapshot>;
  readonly connected: Signal<boolean>;
  readonly person: ReadonlySignal<Person>;
  readonly channel: ReadonlySignal<ChannelView>;
  /** The channels that the person sees. */
  readonly channels: ReadonlySignal<readonly ChannelView[]>;
  readonly unread: ReadonlySignal<Unread>;
  readonly unanswered: Signal<readonly Unanswered[]>;
  /** Ids of ephemeral messages that were put away. */
  readonly dismissed: Signal<ReadonlySet<string>>;
  readonly modal: Signal<OpenModal | undefined>;
  readonly draft: Signal<Draft | undefined>;
  /** A line of news about the page itself, above the composer. */
  readonly notice: Signal<string | undefined>;
  /** The command that waits for the bot's answer. */
  readonly sending: Signal<string | undefined>;
  readonly lightbox: Signal<{ readonly pictures: readonly Picture[]; readonly index: number } | undefined>;
  /** The message to scroll to and light up. */
  readonly target: Signal<string | undefined>;
  readonly panelOpen: Signal<boolean>;
  /** On a small screen the channels lie over the chat while somebody looks for one. */
  readonly channelsOpen: Signal<boolean>;
  readonly load: (snapshot: Snapshot) => void;
  readonly receive: (event: PageEvent) => void;
  readonly speakAs: (personId: string) => void;
  readonly openChannel: (channelId: string) => void;
  /** False when the channel is not one of ours. */
  readonly jumpTo: (channelId: string, messageId?: string) => boolean;
};

export function createPageState(snapshot: Snapshot): PageState {
  const world = signal(snapshot);
  const personId = signal(snapshot.people[0]?.id ?? '');
  const channelId = signal(snapshot.channels[0]?.id ?? '');
  const unread = signal<Unread>({});
  const channels = computed(() =>
    world.value.channels.filter(({ dmOf }) => dmOf === undefined || dmOf === personId.value),
  );
  const shared = {
    unread,
    channels,
    unanswered: signal<readonly Unanswered[]>([]),
    modal: signal<OpenModal | undefined>(undefined),
    draft: signal<Draft | undefined>(undefined),
    target: signal<string | undefined>(undefined),
    channelsOpen: signal(false),
    person: computed(() => found(world.value.people, personId.value)),
    channel: computed(() => found(channels.value, channelId.value)),
  };
  return {
    ...shared,
    world,
    connected: signal(true),
    dismissed: signal<ReadonlySet<string>>(new Set()),
    notice: signal<string | undefined>(undefined),
    sending: signal<string | undefined>(undefined),
    lightbox: signal(undefined),
    panelOpen: signal(true),
    load: (next) => {
      world.value = next;
    },
    receive: createReceive({ ...shared, world }),
    ...createMoves({ ...shared, personId, channelId }),
  };
}

type Receiving = Pick<PageState, 'unanswered' | 'modal' | 'person' | 'channel'> & {
  readonly world: Signal<Snapshot>;
  readonly unread: Signal<Unread>;
};

const createReceive =
  ({ world, unread, unanswered, modal, person, channel }: Receiving): PageState['receive'] =>
  (event) =>
    batch(() => {
      if (event.type === 'message') {
        const looking = { personId: person.value.id, channelId: channel.value.id };
        unread.value = markUnread(unread.value, event.message, world.value, looking);
      }
      if (event.type === 'modal') modal.value = event;
      if (event.type === 'unanswered') unanswered.value = [...unanswered.value, remember(event)];
      world.value = applyEvent(world.value, event);
    });

type Moving = Pick<PageState, 'channels' | 'channel' | 'channelsOpen' | 'draft' | 'target'> & {
  readonly personId: Signal<string>;
  readonly channelId: Signal<string>;
  readonly unread: Signal<Unread>;
};

/** Who speaks and where: every move leaves an unfinished command behind and reads what it arrives at. */
function createMoves({ channels, channel, channelsOpen, draft, target, personId, channelId, unread }: Moving) {
  const arrive = (id: string) => {
    if (channelId.value !== id) draft.value = undefined;
    channelId.value = id;
    unread.value = markRead(unread.value, personId.value, id);
  };
  const speakAs = (id: string) => {
    const wasDirect = channel.value.kind === 'dm';
    personId.value = id;
    draft.value = undefined;
    const direct = channels.value.find(({ dmOf }) => dmOf === id);
    arrive(wasDirect && direct ? direct.id : channel.value.id);
  };
  const jumpTo = (id: string, messageId?: string): boolean => {
    if (!channels.value.some((one) => one.id === id)) return false;
    batch(() => {
      arrive(id);
      target.value = messageId;
    });
    return true;
  };
  return {
    jumpTo,
    openChannel: (id: string) =>
      batch(() => {
        arrive(id);
        channelsOpen.value = false;
      }),
    speakAs: (id: string) => batch(() => speakAs(id)),
  };
}

let remembered = 0;

const remember = (event: Extract<PageEvent, { type: 'unanswered' }>): Unanswered => {
  remembered += 1;
  return { ...event, id: `unanswered-${remembered}`, at: Date.now() };
};

/** The chosen one, or the first where it is gone. */
function found<T extends { readonly id: string }>(list: readonly T[], id: string): T {
  const item = list.find((one) => one.id === id) ?? list[0];
  if (!item) throw new Error('the pretend Discord has no people or no channels');
  return item;
}
