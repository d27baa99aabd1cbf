import type { Catalogue } from '#domain/ports/catalogue.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { FallbackStore } from '#domain/ports/fallback-store.ts';
import type { Ids } from '#domain/ports/ids.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { MediaStore } from '#domain/ports/media-store.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import type { Accept } from '#jobs/accept.ts';
import type { Cancel } from '#jobs/cancel.ts';

/** What commands and buttons may ask the bot for. */
export type Desk = {
  readonly accept: Accept;
  readonly cancel: Cancel;
  readonly catalogue: Catalogue;
  readonly jobs: Pick<JobStore, 'find' | 'listByMember' | 'attachCard'>;
  readonly deliveries: Pick<DeliveryStore, 'findByJob'>;
  readonly fallbacks: FallbackStore;
  readonly media: Pick<MediaStore, 'keep' | 'has'>;
  readonly messenger: Pick<Messenger, 'refreshCard'>;
  readonly providers: ReadonlyMap<string, Provider>;
  /** The address that a workflow's dashboard is to be told; undefined without a public address. */
  readonly workflowWebhookUrl: (model: { readonly provider: string; readonly name: string }) => string | undefined;
  readonly ids: Pick<Ids, 'next' | 'seed'>;
  /** Tells the worker that an accepted job may be submitted now that its card is up. */
  readonly cardIsUp: () => void;
  readonly logger: Logger;
};
