import type { Artifact, StoredFile } from '#domain/artifact.ts';
import type { Delivery } from '#domain/delivery.ts';
import type { Failure } from '#domain/failure.ts';

/** The outbox. Each method is one transaction. */
export type DeliveryStore = {
  /** Leases the oldest due delivery, so that no second worker takes it before `leaseMs` have passed. */
  readonly claimDue: (claim: { readonly now: number; readonly leaseMs: number }) => Promise<Delivery | undefined>;
  /** `failure`: what the message had to say instead of the job's success. */
  readonly markDelivered: (
    deliveryId: string,
    done: { readonly messageId?: string; readonly now: number; readonly failure?: Failure },
  ) => Promise<void>;
  /** Leaves the delivery owed, to be tried again at `nextAt`. */
  readonly postpone: (deliveryId: string, again: { readonly nextAt: number; readonly error: string }) => Promise<void>;
  /** Nobody can be told any more: the channel is gone or closed to us. */
  readonly giveUp: (deliveryId: string, end: { readonly now: number; readonly error: string }) => Promise<void>;
  /** Gives back what a process that is gone had leased. Called once, at start. */
  readonly releaseLeases: () => Promise<number>;
  readonly findByJob: (
    jobId: string,
  ) => Promise<
    | { readonly state: 'due' | 'delivered' | 'undeliverable'; readonly messageId?: string; readonly failure?: Failure }
    | undefined
  >;
  readonly artifactsOf: (jobId: string) => Promise<readonly Artifact[]>;
  readonly saveFile: (
    artifact: { readonly jobId: string; readonly position: number },
    file: StoredFile,
  ) => Promise<void>;
};
