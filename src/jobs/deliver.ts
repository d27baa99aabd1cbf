import type { Delivery } from '#domain/delivery.ts';
import type { EndedJob, Job } from '#domain/job.ts';
import { hasEnded } from '#domain/lifecycle.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import { createBringHome, placeToStart } from './bring-home.ts';
import type { CollectArtifacts } from './collect-artifacts.ts';
import type { Errands } from './errands.ts';
import type { Journal } from './journal.ts';
import { createRecordDelivery } from './record-delivery.ts';

export type Deliver = (delivery: Delivery) => Promise<void>;

type Deps = {
  readonly jobs: Pick<JobStore, 'find'>;
  readonly deliveries: Pick<DeliveryStore, 'postpone' | 'moveOn' | 'markDelivered' | 'giveUp'>;
  readonly collectArtifacts: CollectArtifacts;
  readonly messenger: Messenger;
  readonly errands: Errands;
  readonly clock: Clock;
  readonly random: () => number;
  readonly journal: Journal;
  readonly logger: Logger;
};

/** A status card is up within three seconds or never; until then a result has nothing to reply to. */
const CARD_PATIENCE_MS = 5_000;
const CARD_LOOK_AGAIN_MS = 200;

/** Brings a settled job home: fetch what was made, post it, note that it is done. Each step can be repeated. */
export function createDeliver(deps: Deps): Deliver {
  const { jobs, collectArtifacts, clock } = deps;
  const record = createRecordDelivery(deps);
  const bringHome = createBringHome({ ...deps, record });

  return async (delivery) => {
    const job = await jobs.find(delivery.jobId);
    if (!isEnded(job))
      throw new Error(`Delivery ${delivery.id} is owed for job ${delivery.jobId}, which has not ended.`);
    if (awaitsItsCard(job)) return notYet(delivery, CARD_LOOK_AGAIN_MS, 'status card is not up yet');
    if (job.state !== 'succeeded') return bringHome(delivery, { shows: 'failure', job, failure: job.failure });

    const collected = await collectArtifacts(delivery, job);
    if (collected.outcome === 'later') return notYet(delivery, collected.afterMs, collected.detail);
    if (collected.outcome === 'none') return bringHome(delivery, { shows: 'failure', job, failure: collected.failure });
    return bringHome(delivery, { shows: 'result', job, artifacts: collected.artifacts });
  };

  function awaitsItsCard({ cardMessageId, createdAt }: EndedJob): boolean {
    return cardMessageId === undefined && clock.now() - createdAt < CARD_PATIENCE_MS;
  }

  /** What is not ready holds up nobody; where the way had got to is kept, so that no follow-up is sent twice. */
  function notYet(delivery: Delivery, afterMs: number, error: string): Promise<void> {
    return record.postponed(delivery, { afterMs, error, held: false, place: placeToStart(delivery) });
  }
}

const isEnded = (job: Job | undefined): job is EndedJob => job !== undefined && hasEnded(job.state);
