import type { JobStore } from '#domain/ports/job-store.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import type { TrackIds } from '#domain/track-id.ts';
import type { Accept } from '#jobs/accept.ts';
import { createAccept } from '#jobs/accept.ts';
import type { Cancel } from '#jobs/cancel.ts';
import { createCancel } from '#jobs/cancel.ts';
import { QUEUE_DEADLINE_MS } from '#jobs/deadlines.ts';
import { createFollowClock } from '#jobs/follow-clock.ts';
import type { ReceiveCallback } from '#jobs/receive-callback.ts';
import { createReceiveCallback } from '#jobs/receive-callback.ts';
import { buildWork } from '#src/build-work.ts';
import type { Life, Passing } from './life.ts';
import type { Outside } from './parts.ts';
import { buildParts } from './parts.ts';
import type { Random } from './random.ts';
import { withSeededChance } from './seeded-chance.ts';
import type { Hall } from './world/people.ts';

/** One run of the product, from its start to its end. */
export type Process = {
  readonly life: Life;
  readonly now: () => number;
  /** What a callback's POST is answered with; undefined when nobody listens yet, or any more. */
  readonly takeCallback: (service: string, trackId: string, body: string) => Promise<number | undefined>;
  /** The gateway, once it is open. */
  readonly hall: () => Hall | undefined;
  /** As SIGTERM does it. */
  readonly stop: () => Promise<void>;
};

type Start = { readonly life: Life; readonly random: Random; readonly passing: Passing; readonly failed: () => void };

/**
 * Builds the product over the ports of this world, and starts it in the order in which its roof does: clock, webhook
 * server, what the last process left, the work, the gateway. `failed`: it could not start, and is gone.
 */
export function startProcess(outside: Outside, { life, random, passing, failed }: Start): Process {
  const parts = buildParts(outside, { life, random, passing });
  const { clock, upkeep, deliveries, jobs, providers, logger } = parts;
  const receive = createReceiveCallback(parts);
  const receiveCallback = outside.sabotage.receiveCallback?.(receive) ?? receive;
  const works = withSeededChance(random.fork('use cases'), () => buildWork(parts));
  let hall: Hall | undefined;
  let listens = false;

  async function start(): Promise<void> {
    await createFollowClock({ clock, upkeep, logger }).takeUp();
    listens = true;
    const now = clock.now();
    const repeatable = [...providers.values()].filter(({ repeatsSafely }) => repeatsSafely).map(({ name }) => name);
    await deliveries.releaseLeases();
    await jobs.requeueStranded({ providers: repeatable, notBefore: now, deadlineAt: now + QUEUE_DEADLINE_MS });
    for (const work of works) work.start();
    hall = createHall({ ...parts, accept: createAccept(parts), cancel: createCancel(parts) });
  }

  async function stop(): Promise<void> {
    hall = undefined;
    for (const work of works.toReversed()) await work.stop();
    listens = false;
    parts.database.close();
  }

  start().catch(failed);
  return {
    life,
    now: clock.now,
    takeCallback: async (service, trackId, body) =>
      listens ? answerCallback(parts.trackIds, receiveCallback, { service, trackId, body }) : undefined,
    hall: () => hall,
    stop,
  };
}

type HallDeps = {
  readonly accept: Accept;
  readonly cancel: Cancel;
  readonly jobs: Pick<JobStore, 'attachCard' | 'find'>;
  readonly messenger: Pick<Messenger, 'refreshCard'>;
  readonly wakes: { readonly submit: { readonly ring: () => void } };
};

/** What an interaction does, as the entrance hall does it, without discord.js's objects. */
function createHall({ accept, cancel, jobs, messenger, wakes }: HallDeps): Hall {
  return {
    ask: async (asked, reply) => {
      const answer = await accept(asked);
      if (answer.outcome === 'duplicate') return;
      const { job } = answer;
      try {
        await jobs.attachCard(job.id, await reply());
        const found = await jobs.find(job.id);
        if (found?.state === 'running') await messenger.refreshCard(found);
      } finally {
        wakes.submit.ring();
      }
    },
    cancel: async (jobId) => {
      await cancel(jobId);
    },
  };
}

type Posted = { readonly service: string; readonly trackId: string; readonly body: string };

/** As the webhook route answers. */
async function answerCallback(
  trackIds: TrackIds,
  receive: ReceiveCallback,
  { service: provider, trackId, body }: Posted,
): Promise<number> {
  const track = trackIds.verify(trackId);
  if (!track) return 404;
  try {
    const fate = await receive({ provider, track, body: new TextEncoder().encode(body), headers: {} });
    return fate === 'stored' ? 200 : 404;
  } catch {
    return 503;
  }
}
