import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { Database } from './database.ts';
import { createArtifacts } from './deliveries/artifacts.ts';
import { createClaimDue } from './deliveries/claim-due.ts';
import { createOutbox } from './deliveries/outbox.ts';

/** The outbox in SQLite. */
export const createDeliveryStore = ({ database }: { readonly database: Database }): DeliveryStore => ({
  ...createClaimDue(database),
  ...createOutbox(database),
  ...createArtifacts(database),
});
