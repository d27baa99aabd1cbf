import type { Artifact } from '#domain/artifact.ts';
import type { Delivery } from '#domain/delivery.ts';
import type { Failure } from '#domain/failure.ts';
import type { EndedJob, Job, SucceededJob } from '#domain/job.ts';
import { hasEnded } from '#domain/lifecycle.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Messenger, Posting } from '#domain/ports/messenger.ts';
import type { Backoff } from './backoff.ts';
import { backoffMs } from './backoff.ts';
import type { CollectArtifacts } from './collect-artifacts.ts';
import type { Journal } from './journal.ts';

export type Deliver = (delivery: Delivery) => Promise<void>;

type Deps = {
  readonly jobs: Pick<JobStore, 'find'>;
  readonly deliveries: DeliveryStore;
  readonly collectArtifacts: CollectArtifacts;
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly random: () => number;
  readonly journal: Journal;
  readonly logger: Logger;
};

/** A status card is up within three seconds or never; until then a result has nothing to reply to. */
const CARD_PATIENCE_MS = 5_000;
const CARD_LOOK_AGAIN_MS = 200;

/** Discord outages last minutes to hours; a minute's delay after one is no harm, a thousand tries during one are. */
const POST_BACKOFF: Backoff = { baseMs: 1_000, capMs: 60_000 };

/** After a day nobody waits for the message any more; the job and its files stay. */
const POST_PATIENCE_MS = 24 * 60 * 60_000;

/** Brings a settled job home: fetch what was made, post it, note that it is done. Each step can be repeated. */
export function createDeliver(deps: Deps): Deliver {
  const { jobs, deliveries, collectArtifacts, messenger, clock, random, journal, logger } = deps;

  return async (delivery) => {
    const job = await jobs.find(delivery.jobId);
    if (!isEnded(job))
      throw new Error(`Delivery ${delivery.id} is owed for job ${delivery.jobId}, which has not ended.`);
    if (awaitsItsCard(job)) return postpone(delivery, CARD_LOOK_AGAIN_MS, 'status card is not up yet');
    if (job.state !== 'succeeded') return post(delivery, { shows: 'failure', job, failure: job.failure });

    const collected = await collectArtifacts(delivery);
    if (collected.outcome === 'later') return postpone(delivery, collected.afterMs, collected.detail);
    if (collected.outcome === 'none') return post(delivery, { shows: 'failure', job, failure: collected.failure });
    return post(delivery, { shows: 'result', job, artifacts: collected.artifacts });
  };

  function awaitsItsCard(job: EndedJob): boolean {
    return job.cardMessageId === undefined && clock.now() - job.createdAt < CARD_PATIENCE_MS;
  }

  async function post(delivery: Delivery, message: Message): Promise<void> {
    const posting = await messenger.post(delivery, message);
    if (posting.outcome === 'posted') return done(delivery, message, posting);
    if (posting.outcome === 'impossible') return giveUp(delivery, posting.detail);
    if (clock.now() - delivery.createdAt > POST_PATIENCE_MS) return giveUp(delivery, posting.detail);
    const { jobId, channelId, attempts } = delivery;
    logger.warn({ jobId, channelId, attempts, detail: posting.detail }, 'message not posted yet');
    await postpone(delivery, posting.afterMs ?? backoffMs(delivery.attempts, POST_BACKOFF, random), posting.detail);
  }

  async function done(delivery: Delivery, message: Message, { messageId }: Extract<Posting, { outcome: 'posted' }>) {
    await deliveries.markDelivered(delivery.id, {
      now: clock.now(),
      ...(messageId !== undefined && { messageId }),
      ...(message.shows === 'failure' && { failure: message.failure }),
    });
    logger.info({ jobId: delivery.jobId, channelId: delivery.channelId, shows: message.shows }, 'delivered');
    journal.delivery('delivered');
    await messenger.refreshCard(message.job, {
      failed: message.shows === 'failure',
      ...(messageId !== undefined && { messageId }),
    });
  }

  async function postpone(delivery: Delivery, afterMs: number, error: string): Promise<void> {
    logger.debug({ jobId: delivery.jobId, attempts: delivery.attempts, afterMs, error }, 'delivery postponed');
    journal.delivery('postponed');
    await deliveries.postpone(delivery.id, { nextAt: clock.now() + afterMs, error });
  }

  async function giveUp(delivery: Delivery, error: string): Promise<void> {
    logger.error({ jobId: delivery.jobId, channelId: delivery.channelId, error }, 'undeliverable: given up');
    journal.delivery('undeliverable');
    await deliveries.giveUp(delivery.id, { now: clock.now(), error });
  }
}

type Message =
  | { readonly shows: 'result'; readonly job: SucceededJob; readonly artifacts: readonly Artifact[] }
  | { readonly shows: 'failure'; readonly job: EndedJob; readonly failure: Failure };

const isEnded = (job: Job | undefined): job is EndedJob => job !== undefined && hasEnded(job.state);
