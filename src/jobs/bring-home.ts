import type { Delivery, Place } from '#domain/delivery.ts';
import { placeAfter } from '#domain/delivery.ts';
import { canAnswer } from '#domain/origin.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Messenger, Posting } from '#domain/ports/messenger.ts';
import type { Backoff } from './backoff.ts';
import { backoffMs } from './backoff.ts';
import { createBounded } from './bounded.ts';
import type { Message, RecordDelivery } from './record-delivery.ts';

/** Posts a message that is ready at the best place that takes it, and notes what became of it. */
export type BringHome = (delivery: Delivery, message: Message) => Promise<void>;

type Deps = {
  readonly deliveries: Pick<DeliveryStore, 'moveOn'>;
  readonly messenger: Pick<Messenger, 'post'>;
  readonly record: RecordDelivery;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: () => number;
  readonly logger: Logger;
};

/** Discord outages last minutes to hours; a minute's delay after one is no harm, a thousand tries during one are. */
const POST_BACKOFF: Backoff = { baseMs: 1_000, capMs: 60_000 };

/** After a day nobody waits for the message any more; the job and its files stay. */
const POST_PATIENCE_MS = 24 * 60 * 60_000;

/** Given up only after as many tries, too: a day in which this process was down does not count as trying. */
const POST_ATTEMPTS_MIN = 30;

/**
 * Twice what Discord's 50 a second need at an answer in 150 ms, for the slower answers to uploads. Not more: uploads at
 * the same time share one line, and one that takes longer than the REST client waits is sent again.
 */
export const POSTS_AT_A_TIME = 16;

/**
 * The ladder of places. Every step down is written before it is taken. A follow-up is the one post that nobody recognises
 * when it is repeated, so it is sent once: when its fate is unknown, by its answer or because the process that sent it is
 * gone, the way goes on to the card and never leads back before it.
 */
export function createBringHome({ deliveries, messenger, record, clock, random, logger }: Deps): BringHome {
  const bounded = createBounded(POSTS_AT_A_TIME);

  return async (claimed, message) => {
    const start = placeToStart(claimed);
    let delivery = start === claimed.place ? claimed : await moveOn(claimed, start);
    /** Where the next try begins: in the channel, unless a follow-up of unknown fate lies behind, or may. */
    let resumeAt = start;
    for (;;) {
      const tried = delivery;
      const answer = await bounded(() => messenger.post(tried, message));
      if (answer.outcome === 'posted') return record.posted(delivery, message, answer.messageId);
      const next = nextPlace(delivery, answer, message);
      if (next === 'again') return tryLater(delivery, answer, resumeAt);
      if (next === 'nowhere') return record.undeliverable(delivery, answer.detail);
      const { jobId, channelId, place } = delivery;
      logger.info({ jobId, channelId, place, next, detail: answer.detail }, 'message goes on to another place');
      delivery = await moveOn(delivery, next);
      if (next === 'card') resumeAt = next;
    }
  };

  async function moveOn(delivery: Delivery, place: Place): Promise<Delivery> {
    await deliveries.moveOn(delivery.id, place);
    return { ...delivery, place };
  }

  function nextPlace({ place }: Delivery, { outcome }: Posting, { job }: Message): Place | 'again' | 'nowhere' {
    if (outcome === 'unknown' && place === 'follow_up') return 'card';
    if (outcome !== 'impossible') return 'again';
    return placeAfter(place, { canAnswer: canAnswer(job, clock.now()) }) ?? 'nowhere';
  }

  async function tryLater(delivery: Delivery, answer: Unposted, place: Place): Promise<void> {
    const { jobId, channelId, attempts, createdAt } = delivery;
    const { detail } = answer;
    const isLate = clock.now() - createdAt > POST_PATIENCE_MS && attempts >= POST_ATTEMPTS_MIN;
    if (isLate) return record.undeliverable(delivery, detail);
    logger.warn({ jobId, channelId, place: delivery.place, attempts, detail }, 'message not posted yet');
    const asked = answer.outcome === 'later' ? answer.afterMs : undefined;
    const afterMs = asked ?? backoffMs(attempts, POST_BACKOFF, random);
    await record.postponed(delivery, { afterMs, error: detail, held: true, place });
  }
}

type Unposted = Exclude<Posting, { readonly outcome: 'posted' }>;

/** A follow-up that was begun before this try may have been sent. */
export const placeToStart = ({ place }: Delivery): Place => (place === 'follow_up' ? 'card' : place);
