import type { Clock } from '#domain/ports/clock.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import { RUN_DEADLINE_MS } from './deadlines.ts';
import type { Deliver } from './deliver.ts';
import type { Errands } from './errands.ts';
import { createLoop } from './loop.ts';
import type { Reconcile } from './reconcile.ts';
import type { SubmitJob } from './submit.ts';
import type { Wakes } from './wakes.ts';

export type Worker = {
  readonly start: () => void;
  /** Takes up no more work and resolves when what is in hand is finished. */
  readonly stop: () => Promise<void>;
};

type Deps = {
  readonly jobs: Pick<JobStore, 'claimNext' | 'claimDue'>;
  readonly deliveries: Pick<DeliveryStore, 'claimDue'>;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly submit: SubmitJob;
  readonly reconcile: Reconcile;
  readonly deliver: Deliver;
  readonly errands: Errands;
  readonly wakes: Wakes;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
};

/** The bells make work start at once; this is how late a due time may be noticed. */
const IDLE_MS = 500;

/** Longer than any poll can take, so that no job is asked about twice at a time; also how soon one is looked at again. */
const POLL_LEASE_MS = 60_000;

/** Polls at the same time, of all providers together: one that does not answer must not keep the others waiting. */
const POLL_CONCURRENCY = 8;

/**
 * How late a delivery is taken up again that this process could not finish or postpone, as on a full disk. One that takes
 * longer, with many large files on a slow line, is claimed again by the same process, which knows that it has it in hand.
 */
const DELIVERY_LEASE_MS = 5 * 60_000;

/**
 * In hand at the same time. Most of them wait: for their turn to fetch or to post, which are bounded by themselves. So many
 * that a few dozen large downloads do not keep ready messages back; a delivery in hand costs some kilobytes.
 */
const DELIVERY_CONCURRENCY = 48;

/** Discord takes one message at a time in a channel; with the second one ready, the channel never waits for a download. */
const DELIVERIES_PER_CHANNEL = 2;

/** The loops that drive every job forward: one that submits for each provider, one that reconciles, one that delivers. */
export function createWorker(deps: Deps): Worker {
  const { jobs, deliveries, providers, submit, reconcile, deliver, errands, wakes, clock, random, logger } = deps;
  const shared = { idleMs: IDLE_MS, clock, random, logger };

  const submitting = [...providers.values()].map(({ name, maxConcurrency }) =>
    createLoop({
      ...shared,
      name: `submit ${name}`,
      concurrency: maxConcurrency,
      claim: () =>
        jobs.claimNext({
          provider: name,
          maxInFlight: maxConcurrency,
          now: clock.now(),
          deadlineAfterMs: RUN_DEADLINE_MS,
        }),
      work: submit,
    }),
  );
  const reconciling = createLoop({
    ...shared,
    name: 'reconcile',
    concurrency: POLL_CONCURRENCY,
    claim: () => jobs.claimDue({ now: clock.now(), leaseMs: POLL_LEASE_MS }),
    idOf: ({ job }) => job.id,
    work: reconcile,
  });
  const delivering = createLoop({
    ...shared,
    name: 'deliver',
    concurrency: DELIVERY_CONCURRENCY,
    claim: () =>
      deliveries.claimDue({ now: clock.now(), leaseMs: DELIVERY_LEASE_MS, maxPerChannel: DELIVERIES_PER_CHANNEL }),
    idOf: ({ id }) => id,
    work: deliver,
  });

  for (const loop of submitting) wakes.submit.listen(loop.look);
  wakes.reconcile.listen(reconciling.look);
  wakes.deliver.listen(delivering.look);

  const loops = [...submitting, reconciling, delivering];
  return {
    start: () => {
      for (const loop of loops) loop.start();
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      await errands.finished();
    },
  };
}
