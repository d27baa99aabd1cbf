import type { Artifact } from '#domain/artifact.ts';
import type { Delivery } from '#domain/delivery.ts';
import type { Failure } from '#domain/failure.ts';
import type { SucceededJob } from '#domain/job.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { FetchAnswer, MediaStore } from '#domain/ports/media-store.ts';
import type { Backoff } from './backoff.ts';
import { backoffMs } from './backoff.ts';
import { createBounded } from './bounded.ts';
import type { SourceRenewal } from './renew-sources.ts';

export type Collected =
  /** Every artifact that there is to have; where the provider listed any, at least one of them has our copy. */
  | { readonly outcome: 'ready'; readonly artifacts: readonly Artifact[] }
  | { readonly outcome: 'later'; readonly afterMs: number; readonly detail: string }
  | { readonly outcome: 'none'; readonly failure: Failure };

export type CollectArtifacts = (delivery: Delivery, job: SucceededJob) => Promise<Collected>;

type Deps = {
  readonly deliveries: Pick<DeliveryStore, 'artifactsOf' | 'saveFile'>;
  readonly media: Pick<MediaStore, 'fetch' | 'has'>;
  readonly sources: SourceRenewal;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
};

/** A fresh link can answer 404 for some seconds until the provider's network knows it. */
const FETCH_BACKOFF: Backoff = { baseMs: 1_000, capMs: 8_000 };

/** While a provider is waited for that shall tell fresh addresses. */
const ASK_BACKOFF: Backoff = { baseMs: 5_000, capMs: 60_000 };

/**
 * Given up only after both: so many tries, so that an outage of ours does not count as trying, and so long, so that many
 * quick tries do not either. Longest wait seen for a fresh link: 40 s.
 */
const FETCH_ATTEMPTS_MIN = 10;
const FETCH_PATIENCE_MS = 60_000;

/** Each may be a video of half a gigabyte, and they share one line with the uploads. */
export const FETCHES_AT_A_TIME = 6;

/**
 * Makes our copies of what a job produced. What is there already is not fetched again; what the disk has lost since is.
 * Addresses that lead nowhere any more are asked for anew before a file is given up.
 */
export function createCollectArtifacts({ deliveries, media, sources, clock, random, logger }: Deps): CollectArtifacts {
  const fetching = createBounded(FETCHES_AT_A_TIME);

  return async (delivery, job) => {
    const first = await collect(job.id);
    if (isWorthWaiting(first, delivery)) return later(first, backoffMs(delivery.attempts, FETCH_BACKOFF, random));
    const broken = first.flatMap(({ artifact }) => (artifact.file ? [] : artifact));
    if (broken.length === 0) return judge(first);
    const renewal = await sources.renew(job, broken);
    if (renewal === 'later') return later(first, backoffMs(delivery.attempts, ASK_BACKOFF, random));
    if (renewal === 'nothing') return judge(first);
    const second = await collect(job.id);
    return isWorthWaiting(second, delivery) ? later(second, backoffMs(1, FETCH_BACKOFF, random)) : judge(second);
  };

  /** What lists no artifacts is a result in words alone, such as the id of a trained model. */
  async function collect(jobId: string): Promise<readonly Copied[]> {
    const listed = await deliveries.artifactsOf(jobId);
    return Promise.all(listed.map((artifact) => copy(artifact)));
  }

  async function copy(artifact: Artifact): Promise<Copied> {
    const { file, ...missing } = artifact;
    if (file && (await media.has(file))) return { artifact };
    const { jobId, position } = artifact;
    const answer = await fetching(() => media.fetch(missing));
    if (answer.outcome !== 'stored') {
      logger.warn({ jobId, position, outcome: answer.outcome, detail: answer.detail }, 'artifact not fetched');
      return { artifact: missing, answer };
    }
    await deliveries.saveFile(artifact, answer.file);
    return { artifact: { ...artifact, file: answer.file } };
  }

  /** Fresh addresses get their own minute. */
  function isWorthWaiting(copied: readonly Copied[], { jobId, attempts, firstAttemptAt }: Delivery): boolean {
    if (!copied.some(({ answer }) => answer?.outcome === 'later')) return false;
    const isWithin = (since: number) => clock.now() - since < FETCH_PATIENCE_MS;
    const renewedAt = sources.renewedAt(jobId);
    return (
      attempts < FETCH_ATTEMPTS_MIN || isWithin(firstAttemptAt) || (renewedAt !== undefined && isWithin(renewedAt))
    );
  }
}

/** `answer`: why there is no copy. */
type Copied = { readonly artifact: Artifact; readonly answer?: Exclude<FetchAnswer, { readonly outcome: 'stored' }> };

/** The first answer that may still mend, else any. */
const detailOf = (copied: readonly Copied[]): string | undefined =>
  (copied.find(({ answer }) => answer?.outcome === 'later') ?? copied.find(({ answer }) => answer))?.answer?.detail;

const later = (copied: readonly Copied[], afterMs: number): Collected => ({
  outcome: 'later',
  afterMs,
  detail: detailOf(copied) ?? 'files are not there yet',
});

function judge(copied: readonly Copied[]): Collected {
  const artifacts = copied.map(({ artifact }) => artifact);
  if (artifacts.length === 0 || artifacts.some(({ file }) => file)) return { outcome: 'ready', artifacts };
  const detail = detailOf(copied);
  return { outcome: 'none', failure: { reason: 'result_unreachable', ...(detail !== undefined && { detail }) } };
}
