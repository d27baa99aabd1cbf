import type { Artifact, ArtifactSource } from '#domain/artifact.ts';
import type { SucceededJob } from '#domain/job.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { AskProvider } from './ask-provider.ts';

/**
 * Asks the provider once more where the files of a job are, because those addresses lead nowhere any more. `renewed`: it
 * named others, and they are written down. `later`: it could not be asked; it may be in a moment. `nothing`: it has no
 * others, or was asked before.
 */
export type RenewSources = (job: SucceededJob, broken: readonly Artifact[]) => Promise<'renewed' | 'later' | 'nothing'>;

export type SourceRenewal = {
  readonly renew: RenewSources;
  /** When a job's addresses were last replaced by fresh ones, by this process. */
  readonly renewedAt: (jobId: string) => number | undefined;
};

type Deps = {
  readonly deliveries: Pick<DeliveryStore, 'replaceSources'>;
  readonly askProvider: AskProvider;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
};

/**
 * For so long a provider that cannot be reached is waited for. The result is made and paid for, but a member who has waited
 * a quarter of an hour for it had better be told.
 */
const ASK_PATIENCE_MS = 15 * 60_000;

/** Jobs remembered, so that memory is bounded; one that is forgotten may be asked about a second time. */
const REMEMBERED_MAX = 1_000;

type Memory = { readonly firstAskedAt: number; readonly answered: boolean; readonly renewedAt?: number };

/** One answer for each job and process: a provider that repeats the same dead links is not asked again and again. */
export function createSourceRenewal({ deliveries, askProvider, clock, logger }: Deps): SourceRenewal {
  const memory = new Map<string, Memory>();

  function remember(jobId: string, what: Memory): void {
    memory.delete(jobId);
    memory.set(jobId, what);
    const [oldest] = memory.keys();
    if (memory.size > REMEMBERED_MAX && oldest !== undefined) memory.delete(oldest);
  }

  const renew: RenewSources = async (job, broken) => {
    const now = clock.now();
    const known = memory.get(job.id);
    if (!job.task || known?.answered) return 'nothing';
    const firstAskedAt = known?.firstAskedAt ?? now;
    const asked = await askProvider({ jobId: job.id, provider: job.provider, task: job.task });
    if ((asked.outcome === 'unreachable' || asked.outcome === 'closed') && now - firstAskedAt < ASK_PATIENCE_MS) {
      remember(job.id, { firstAskedAt, answered: false });
      return 'later';
    }
    const sources = asked.outcome === 'settled' && asked.settlement.outcome === 'succeeded' && asked.settlement.sources;
    const renewed = sources && broken.some(hasNews(sources)) && (await deliveries.replaceSources(job.id, sources));
    remember(job.id, { firstAskedAt, answered: true, ...(renewed && { renewedAt: now }) });
    logger.info({ jobId: job.id, answer: asked.outcome, renewed: renewed === true }, 'asked again where the files are');
    return renewed ? 'renewed' : 'nothing';
  };

  return { renew, renewedAt: (jobId) => memory.get(jobId)?.renewedAt };
}

const hasNews =
  (sources: readonly ArtifactSource[]) =>
  ({ position, urls }: Artifact): boolean =>
    sources[position]?.urls.some((url) => !urls.includes(url)) ?? false;
