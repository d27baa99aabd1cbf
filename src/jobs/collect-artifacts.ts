import type { Artifact } from '#domain/artifact.ts';
import type { Delivery } from '#domain/delivery.ts';
import type { Failure } from '#domain/failure.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { FetchAnswer, MediaStore } from '#domain/ports/media-store.ts';
import type { Backoff } from './backoff.ts';
import { backoffMs } from './backoff.ts';

export type Collected =
  /** Every artifact that there is to have; where the provider listed any, at least one of them has our copy. */
  | { readonly outcome: 'ready'; readonly artifacts: readonly Artifact[] }
  | { readonly outcome: 'later'; readonly afterMs: number; readonly detail: string }
  | { readonly outcome: 'none'; readonly failure: Failure };

export type CollectArtifacts = (delivery: Delivery) => Promise<Collected>;

type Deps = {
  readonly deliveries: Pick<DeliveryStore, 'artifactsOf' | 'saveFile'>;
  readonly media: Pick<MediaStore, 'fetch'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
};

/** A fresh link can answer 404 for some seconds until the provider's network knows it. */
const FETCH_BACKOFF: Backoff = { baseMs: 1_000, capMs: 8_000 };

/**
 * Given up only after both: so many tries, so that an outage of ours does not count as trying, and so long, so that many
 * quick tries do not either. Longest wait seen for a fresh link: 40 s.
 */
const FETCH_ATTEMPTS_MIN = 10;
const FETCH_PATIENCE_MS = 60_000;

/** Makes our copies of what a job produced. What is there already is not fetched again. */
export function createCollectArtifacts({ deliveries, media, clock, random, logger }: Deps): CollectArtifacts {
  return async (delivery) => {
    const listed = await deliveries.artifactsOf(delivery.jobId);
    // A result in words alone, such as the id of a trained model.
    if (listed.length === 0) return { outcome: 'ready', artifacts: [] };
    const fetched = await Promise.all(listed.map(copy));
    const artifacts = fetched.map(({ artifact }) => artifact);
    const pending = fetched.find(({ answer }) => answer?.outcome === 'later')?.answer;
    if (pending?.outcome === 'later' && mayTryAgain(delivery)) {
      const afterMs = backoffMs(delivery.attempts, FETCH_BACKOFF, random);
      return { outcome: 'later', afterMs, detail: pending.detail };
    }
    if (artifacts.some(({ file }) => file)) return { outcome: 'ready', artifacts };
    const answer = fetched.find((each) => each.answer)?.answer;
    const detail = answer && answer.outcome !== 'stored' ? { detail: answer.detail } : {};
    return { outcome: 'none', failure: { reason: 'result_unreachable', ...detail } };
  };

  function mayTryAgain({ attempts, firstAttemptAt }: Delivery): boolean {
    return attempts < FETCH_ATTEMPTS_MIN || clock.now() - firstAttemptAt < FETCH_PATIENCE_MS;
  }

  async function copy(artifact: Artifact): Promise<{ artifact: Artifact; answer?: FetchAnswer }> {
    if (artifact.file) return { artifact };
    const answer = await media.fetch(artifact);
    if (answer.outcome !== 'stored') {
      const { jobId, position } = artifact;
      logger.warn({ jobId, position, outcome: answer.outcome, detail: answer.detail }, 'artifact not fetched');
      return { artifact, answer };
    }
    await deliveries.saveFile(artifact, answer.file);
    return { artifact: { ...artifact, file: answer.file }, answer };
  }
}
