import { complaintsOf } from '#domain/complaints.ts';
import type { FailureReason } from '#domain/failure.ts';
import type { SubmittingJob } from '#domain/job.ts';
import { kindOf } from '#domain/job.ts';
import type { Model } from '#domain/model.ts';
import type { Catalogue } from '#domain/ports/catalogue.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { FallbackStore } from '#domain/ports/fallback-store.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import { QUEUE_DEADLINE_MS } from './deadlines.ts';
import type { Wakes } from './wakes.ts';
import { withoutSeed } from './without-seed.ts';

/** Moves a job that its provider provably did not take to the server's second model. Answers whether it did. */
export type FailOver = (job: SubmittingJob, why: FailureReason) => Promise<boolean>;

type Deps = {
  readonly jobs: Pick<JobStore, 'moveTo'>;
  readonly fallbacks: Pick<FallbackStore, 'find'>;
  readonly catalogue: Pick<Catalogue, 'find'>;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly wakes: Wakes;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** What is the provider's trouble and not the request's: another provider may not have it. */
export const PROVIDERS_TROUBLE: ReadonlySet<FailureReason> = new Set(['provider_down', 'provider_account']);

export function createFailOver({ jobs, fallbacks, catalogue, providers, wakes, clock, logger }: Deps): FailOver {
  return async (job, why) => {
    // A repeat that did not get through proves nothing about the first try, which may be running and paid for.
    if (job.maybeTaken) return false;
    if (!PROVIDERS_TROUBLE.has(why) || job.movedFrom !== undefined) return false;
    const second = await secondModel(job);
    if (!second) return false;
    const now = clock.now();
    const moved = await jobs.moveTo(job.id, {
      provider: second.provider,
      model: second.id,
      notBefore: now,
      deadlineAt: job.createdAt + QUEUE_DEADLINE_MS,
    });
    if (!moved) return false;
    logger.warn({ jobId: job.id, why, from: job.request.model, to: second.id }, 'job moved to the second model');
    wakes.submit.ring();
    return true;
  };

  async function secondModel(job: SubmittingJob): Promise<Model | undefined> {
    const { guildId } = job.origin;
    const id = guildId === undefined ? undefined : await fallbacks.find(guildId, kindOf(job));
    const second = id === undefined ? undefined : catalogue.find(id);
    if (!second || second.provider === job.provider || !providers.has(second.provider)) return undefined;
    // A model that would do something else than was asked for is no way out.
    const request = { ...withoutSeed(job.request), model: second.id };
    return complaintsOf(request, second).length === 0 ? second : undefined;
  }
}
