import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { Ids } from '#domain/ports/ids.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import type { Accept } from '#jobs/accept.ts';
import type { Cancel } from '#jobs/cancel.ts';

/** What commands and buttons may ask the bot for. */
export type Desk = {
  readonly accept: Accept;
  readonly cancel: Cancel;
  readonly jobs: Pick<JobStore, 'find' | 'listByMember' | 'attachCard'>;
  readonly deliveries: Pick<DeliveryStore, 'findByJob'>;
  readonly messenger: Pick<Messenger, 'refreshCard'>;
  /** The provider that makes images. */
  readonly imageProvider: Provider;
  readonly ids: Pick<Ids, 'seed'>;
  /** Tells the worker that an accepted job may be submitted now that its card is up. */
  readonly cardIsUp: () => void;
  readonly logger: Logger;
};
