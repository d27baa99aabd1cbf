import type { Delivery, Place } from '#domain/delivery.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import type { Errands } from './errands.ts';
import type { Journal } from './journal.ts';

export type Message = Parameters<Messenger['post']>[1];

/** Writes down what became of a try to bring a message home. */
export type RecordDelivery = {
  readonly posted: (delivery: Delivery, message: Message, messageId: string | undefined) => Promise<void>;
  /** `held`: it was ready, and Discord would not take it. `place`: where the next try begins. */
  readonly postponed: (
    delivery: Delivery,
    again: { readonly afterMs: number; readonly error: string; readonly held: boolean; readonly place: Place },
  ) => Promise<void>;
  readonly undeliverable: (delivery: Delivery, error: string) => Promise<void>;
};

type Deps = {
  readonly deliveries: Pick<DeliveryStore, 'markDelivered' | 'postpone' | 'giveUp'>;
  readonly messenger: Pick<Messenger, 'refreshCard'>;
  /** Where the card that shrinks is left to, so that the next delivery does not wait for it. */
  readonly errands: Errands;
  readonly clock: Pick<Clock, 'now'>;
  readonly journal: Journal;
  readonly logger: Logger;
};

/** The places whose message stands in the job's own channel, so that a link leads there. */
const LINKED: ReadonlySet<Place> = new Set(['channel', 'follow_up']);

export function createRecordDelivery({ deliveries, messenger, errands, clock, journal, logger }: Deps): RecordDelivery {
  return {
    posted: async ({ id, jobId, channelId, place }, message, messageId) => {
      const link = messageId !== undefined && LINKED.has(place) ? { messageId } : {};
      const failure = message.shows === 'failure' && { failure: message.failure };
      await deliveries.markDelivered(id, { now: clock.now(), ...link, ...failure });
      logger.info({ jobId, channelId, place, shows: message.shows }, 'delivered');
      journal.delivery('delivered');
      // Where the card itself became the message, it stays as it is.
      if (place === 'card') return;
      errands.send(() => messenger.refreshCard(message.job, { failed: message.shows === 'failure', ...link }));
    },

    postponed: async ({ id, jobId, attempts }, { afterMs, error, held, place }) => {
      logger.debug({ jobId, attempts, afterMs, error, held }, 'delivery postponed');
      journal.delivery('postponed');
      await deliveries.postpone(id, { nextAt: clock.now() + afterMs, error, held, place });
    },

    undeliverable: async ({ id, jobId, channelId, place }, error) => {
      logger.error({ jobId, channelId, place, error }, 'undeliverable: given up');
      journal.delivery('undeliverable');
      await deliveries.giveUp(id, { now: clock.now(), error });
    },
  };
}
