import type Sqlite from 'better-sqlite3';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { ReceiveCallback } from '#jobs/receive-callback.ts';
import type { Rest } from '#test/simulation/world/discord-library.ts';

/**
 * One protection of the product taken away, from outside: a wrapper around one of its ports. The simulation has to find
 * every one of them, else it proves nothing.
 */
export type Sabotage = {
  /** What is missing then. */
  readonly name: string;
  /** Once, on the fresh database. */
  readonly prepare?: (sqlite: Sqlite.Database) => void;
  readonly jobs?: (jobs: JobStore, sqlite: Sqlite.Database) => JobStore;
  readonly deliveries?: (deliveries: DeliveryStore, sqlite: Sqlite.Database) => DeliveryStore;
  readonly rest?: (rest: Rest) => Rest;
  readonly receiveCallback?: (receive: ReceiveCallback) => ReceiveCallback;
};
