import type { CatalogueStore } from '#domain/ports/catalogue-store.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { FallbackStore } from '#domain/ports/fallback-store.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { UpkeepStore } from '#domain/ports/upkeep-store.ts';
import { createCatalogueStore } from './catalogue-store.ts';
import type { Database } from './database.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createFallbackStore } from './fallback-store.ts';
import { createJobStore } from './job-store.ts';
import { createUpkeepStore } from './upkeep-store.ts';

/** Everything that the use cases keep. */
export type Stores = {
  readonly jobs: JobStore;
  readonly deliveries: DeliveryStore;
  readonly fallbacks: FallbackStore;
  readonly catalogueStore: CatalogueStore;
  readonly upkeep: UpkeepStore;
};

/** All stores on one database of this thread's own: for tests and simulations. A running bot opens its storage in a thread. */
export const createStores = (database: Database): Stores => ({
  jobs: createJobStore({ database }),
  deliveries: createDeliveryStore({ database }),
  fallbacks: createFallbackStore({ database }),
  catalogueStore: createCatalogueStore({ database }),
  upkeep: createUpkeepStore({ database }),
});
