import type { Chronicle, Where } from '#test/simulation/chronicle.ts';
import type { Faults } from '#test/simulation/faults.ts';
import type { Random } from '#test/simulation/random.ts';
import type { Timeline } from '#test/simulation/timeline.ts';

/** As Discord answers: a body, or one of its error codes. */
export type Answer =
  | { readonly status: 200; readonly body: unknown }
  | { readonly status: 400 | 403 | 404 | 413; readonly code: number; readonly message: string };

/** What a message create or edit says, as far as this world cares. */
export type Said = {
  readonly content?: string | undefined;
  readonly nonce?: string | undefined;
  readonly enforceNonce?: boolean | undefined;
  readonly components?: unknown;
  readonly files: number;
};

type Message = {
  readonly id: string;
  readonly channelId: string;
  content: string;
  components: unknown;
  deleted: boolean;
};

/** What Discord sees happen, for whoever checks it. */
export type Watcher = {
  /** A message about a job's end has come to be. */
  readonly posted: (shortId: string, messageId: string, where: Where) => void;
  readonly deleted: (shortId: string, messageId: string) => void;
  /** A job's card now is that message. */
  readonly shownOnCard: (shortId: string) => void;
};

type Deps = {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly faults: Faults;
  readonly chronicle: Chronicle;
  readonly watcher: Watcher;
};

/** The documentation says "the past few minutes" and names no number. */
const NONCE_LIFE_MS = { min: 2 * 60_000, max: 5 * 60_000 };

/** The first second of 2015, from which Discord counts. */
const DISCORD_EPOCH = 1_420_070_400_000n;

export type DiscordServer = ReturnType<typeof createDiscordServer>;

/** Discord's memory: channels, messages, nonces. It answers at once; the way there and back is the library's. */
export function createDiscordServer({ timeline, random, faults, watcher }: Deps) {
  const channels = new Map<string, Map<string, Message>>();
  const closed = new Map<string, 'gone' | 'forbidden'>();
  const shut = new Set<string>();
  const nonces = new Map<string, { readonly message: Message; readonly until: number }>();
  let counter = 0n;
  const counts = { messages: 0, repeatsDropped: 0, repeatsOfDeleted: 0, cards: 0 };

  const snowflake = () => {
    counter += 1n;
    return (((BigInt(timeline.now()) - DISCORD_EPOCH) << 22n) | (counter & 0x3fffffn)).toString();
  };
  const messagesOf = (channelId: string) => {
    const known = channels.get(channelId) ?? new Map<string, Message>();
    channels.set(channelId, known);
    return known;
  };

  function put(channelId: string, said: Said): Message {
    const { content = '', components } = said;
    const message: Message = { id: snowflake(), channelId, content, components, deleted: false };
    messagesOf(channelId).set(message.id, message);
    return message;
  }

  /** Makes a message that tells how a job ended. */
  function tell(channelId: string, said: Said, where: Where): Message {
    const message = put(channelId, said);
    const shortId = shortIdIn(message.content);
    counts.messages += 1;
    watcher.posted(shortId, message.id, where);
    if (faults.happens('discord: message deleted')) {
      timeline.after(random.int(0, 300_000), () => {
        message.deleted = true;
        watcher.deleted(shortId, message.id);
      });
    }
    return message;
  }

  const refusal = (channelId: string): Answer | undefined => {
    const why = closed.get(channelId);
    if (why === 'gone') return { status: 404, code: 10003, message: 'Unknown Channel' };
    return why && { status: 403, code: 50001, message: 'Missing Access' };
  };

  return {
    counts,
    snowflake,
    close: (channelId: string, why: 'gone' | 'forbidden') => void closed.set(channelId, why),
    isClosed: (channelId: string) => closed.get(channelId),
    /** A member who takes no direct messages. */
    shut: (userId: string) => void shut.add(userId),
    isShut: (userId: string) => shut.has(userId),

    card: (channelId: string): string => {
      counts.cards += 1;
      return put(channelId, { content: '', files: 0 }).id;
    },

    create: (channelId: string, said: Said): Answer => {
      const refused = refusal(channelId);
      if (refused) return refused;
      if (channelId.startsWith('dm-') && shut.has(channelId.slice(3))) {
        return { status: 403, code: 50007, message: 'Cannot send messages to this user' };
      }
      const known = said.enforceNonce && said.nonce !== undefined ? nonces.get(said.nonce) : undefined;
      if (known && known.until > timeline.now()) {
        counts.repeatsDropped += 1;
        if (!known.message.deleted) return { status: 200, body: view(known.message) };
        counts.repeatsOfDeleted += 1;
        return { status: 404, code: 10008, message: 'Unknown Message' };
      }
      if (said.files > 0 && faults.happens('discord: files too large')) {
        return { status: 413, code: 40005, message: 'Request entity too large' };
      }
      const message = tell(channelId, said, channelId.startsWith('dm-') ? 'direct message' : 'channel');
      if (said.nonce !== undefined) {
        nonces.set(said.nonce, { message, until: timeline.now() + random.int(NONCE_LIFE_MS.min, NONCE_LIFE_MS.max) });
      }
      return { status: 200, body: view(message) };
    },

    /** `cardId`: the first answer; without one there is nothing to follow up. */
    followUp: (channelId: string, cardId: string | undefined, said: Said): Answer => {
      if (cardId === undefined) return { status: 404, code: 10015, message: 'Unknown Webhook' };
      if (closed.get(channelId) === 'gone') return { status: 404, code: 10003, message: 'Unknown Channel' };
      return { status: 200, body: view(tell(channelId, said, 'follow-up')) };
    },

    edit: (channelId: string, messageId: string, said: Said): Answer => {
      const refused = refusal(channelId);
      const message = messagesOf(channelId).get(messageId);
      if (refused) return refused;
      if (!message || message.deleted) return { status: 404, code: 10008, message: 'Unknown Message' };
      return edited(message, said);
    },

    editCard: (channelId: string, messageId: string | undefined, said: Said): Answer => {
      const message = messageId === undefined ? undefined : messagesOf(channelId).get(messageId);
      if (!message || closed.get(channelId) === 'gone') return { status: 404, code: 10008, message: 'Unknown Message' };
      return edited(message, said);
    },

    /** The oldest after `after`, newest first. */
    list: (channelId: string, after: bigint, limit: number): Answer => {
      const refused = refusal(channelId);
      if (refused) return refused;
      const later = [...messagesOf(channelId).values()].filter(({ id, deleted }) => !deleted && BigInt(id) > after);
      return { status: 200, body: later.slice(0, limit).reverse().map(view) };
    },
  };

  function edited(message: Message, said: Said): Answer {
    message.content = said.content ?? message.content;
    message.components = said.components ?? message.components;
    if (message.content.startsWith('<@')) watcher.shownOnCard(shortIdIn(message.content));
    return { status: 200, body: view(message) };
  }
}

const view = ({ id, channelId, content, components }: Message) => ({
  id,
  channel_id: channelId,
  content,
  components: components ?? [],
  author: { id: '1', bot: true },
});

/** The job that a message names in its small print; the last one, since a prompt stands above it. */
export const shortIdIn = (content: string): string => [...content.matchAll(/job ([0-9a-z]{6})/g)].at(-1)?.[1] ?? '';
