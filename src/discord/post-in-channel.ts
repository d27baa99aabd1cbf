import type { REST } from 'discord.js';
import type { Delivery } from '#domain/delivery.ts';
import { nonceOf } from '#domain/delivery.ts';
import type { Posting } from '#domain/ports/messenger.ts';
import type { FindPosted } from './find-posted.ts';
import { isClosed, postingOf } from './posting-errors.ts';
import { createSendMessage, sendLargest } from './send-message.ts';
import type { EndingMessage, Versions } from './versions.ts';

export type PostInChannel = (
  delivery: Delivery,
  message: EndingMessage,
  at: { readonly channelId: string; readonly place: 'channel' | 'direct' },
) => Promise<Posting>;

type Deps = {
  readonly rest: Pick<REST, 'post'>;
  readonly findPosted: FindPosted;
  readonly versions: Versions;
};

/** Posts with the bot's own token, which unlike an interaction's never expires. Can be repeated at any time. */
export function createPostInChannel({ rest, findPosted, versions }: Deps): PostInChannel {
  const send = createSendMessage(rest);

  return async (delivery, message, { channelId, place }) => {
    // What an earlier try sent may still be on its way when this one has looked for it: Discord drops the second of the two.
    const once = { nonce: nonceOf(delivery.id), enforce_nonce: true };
    try {
      const earlier = await findPosted(delivery, message.job, channelId);
      if (earlier !== undefined) return { outcome: 'posted', messageId: earlier };
      const posted = await sendLargest(versions(message, place), ({ payload, uploads }) =>
        send(channelId, { ...payload, ...once }, uploads),
      );
      return { outcome: 'posted', messageId: posted.id };
    } catch (error) {
      const posting = postingOf(error);
      return posting.outcome === 'impossible' ? ((await fromBefore(delivery, message, channelId)) ?? posting) : posting;
    }
  };

  /** Closed now; an earlier try may have got through while it was open, and then no other place may be tried. */
  async function fromBefore(delivery: Delivery, { job }: EndingMessage, channelId: string) {
    try {
      const messageId = await findPosted(delivery, job, channelId);
      return messageId === undefined ? undefined : ({ outcome: 'posted', messageId } as const);
    } catch (error) {
      return isClosed(error) ? undefined : postingOf(error);
    }
  }
}
