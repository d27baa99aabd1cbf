import type { Clock } from '#domain/ports/clock.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import { RUN_DEADLINE_MS } from './deadlines.ts';
import type { Deliver } from './deliver.ts';
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
  readonly wakes: Wakes;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** The bells make work start at once; this is how late a due time may be noticed. */
const IDLE_MS = 500;

/** Longer than any poll can take, so that no job is asked about twice at a time. */
const POLL_LEASE_MS = 60_000;

/** Polls at the same time, of all providers together. */
const POLL_CONCURRENCY = 4;

/** Longer than fetching ten large files from two addresses each on a slow line; a crash is repaired at the next start. */
const DELIVERY_LEASE_MS = 60 * 60_000;

/** At the same time: each may bring several large files, in and out over the same line. */
const DELIVERY_CONCURRENCY = 4;

/** The loops that drive every job forward: one that submits for each provider, one that reconciles, one that delivers. */
export function createWorker(deps: Deps): Worker {
  const { jobs, deliveries, providers, submit, reconcile, deliver, wakes, clock, logger } = deps;
  const shared = { idleMs: IDLE_MS, clock, logger };

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
    work: reconcile,
  });
  const delivering = createLoop({
    ...shared,
    name: 'deliver',
    concurrency: DELIVERY_CONCURRENCY,
    claim: () => deliveries.claimDue({ now: clock.now(), leaseMs: DELIVERY_LEASE_MS }),
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
    },
  };
}
