import type { Config } from '#config/config.ts';
import type { Catalogue } from '#domain/ports/catalogue.ts';
import type { SteadyClock } from '#domain/ports/clock.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { FallbackStore } from '#domain/ports/fallback-store.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { MediaStore } from '#domain/ports/media-store.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import type { UpkeepStore } from '#domain/ports/upkeep-store.ts';
import type { TrackIds } from '#domain/track-id.ts';
import { createAskProvider } from '#jobs/ask-provider.ts';
import { createBreaker } from '#jobs/breaker.ts';
import { createCollectArtifacts } from '#jobs/collect-artifacts.ts';
import { createComposeSubmit } from '#jobs/compose-submit.ts';
import { createDeliver } from '#jobs/deliver.ts';
import { createErrands } from '#jobs/errands.ts';
import { createFailOver } from '#jobs/fail-over.ts';
import { createClockFollowing } from '#jobs/follow-clock.ts';
import { createForgetting } from '#jobs/forget.ts';
import type { Journal } from '#jobs/journal.ts';
import { createReconcile } from '#jobs/reconcile.ts';
import { createRecordSubmission } from '#jobs/record-submission.ts';
import { createSourceRenewal } from '#jobs/renew-sources.ts';
import type { Settle } from '#jobs/settle.ts';
import { createSubmit } from '#jobs/submit.ts';
import type { Wakes } from '#jobs/wakes.ts';
import { createWorker } from '#jobs/worker.ts';

type Parts = {
  readonly config: Config;
  readonly jobs: JobStore;
  readonly deliveries: DeliveryStore;
  readonly fallbacks: FallbackStore;
  readonly upkeep: UpkeepStore;
  readonly catalogue: Catalogue;
  readonly media: MediaStore;
  readonly messenger: Messenger;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly trackIds: TrackIds;
  readonly settle: Settle;
  readonly wakes: Wakes;
  readonly journal: Journal;
  readonly clock: SteadyClock;
  readonly logger: Logger;
};

/** Something that goes on by itself until it is stopped. */
type Work = { readonly start: () => void; readonly stop: () => Promise<void> };

/** What drives every job forward, and what keeps the house in order meanwhile. */
export function buildWork(given: Parts): readonly Work[] {
  const { publicUrl, mediaRetentionMs: maxAgeMs, mediaStoreBytes: maxBytes } = given.config;
  const shared = { ...given, publicUrl, random: Math.random, expectsCallback: publicUrl !== undefined };
  const parts = {
    ...shared,
    errands: createErrands(shared),
    breaker: createBreaker(shared),
    failOver: createFailOver(shared),
    composeSubmit: createComposeSubmit(shared),
  };
  const asking = { ...parts, askProvider: createAskProvider(parts) };
  const sources = createSourceRenewal(asking);
  const worker = createWorker({
    ...parts,
    submit: createSubmit({ ...parts, recordSubmission: createRecordSubmission(parts) }),
    reconcile: createReconcile(asking),
    deliver: createDeliver({ ...parts, collectArtifacts: createCollectArtifacts({ ...parts, sources }) }),
  });
  const bounds = { maxAgeMs, maxBytes };
  return [worker, createClockFollowing(parts), createForgetting({ ...parts, bounds })];
}
