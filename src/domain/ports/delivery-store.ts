import type { Artifact, ArtifactSource, StoredFile } from '#domain/artifact.ts';
import type { Delivery, Place } from '#domain/delivery.ts';
import type { Failure } from '#domain/failure.ts';

/** The outbox. Each method is one transaction. */
export type DeliveryStore = {
  /**
   * Leases the oldest due delivery, so that no second worker takes it before `leaseMs` have passed. Passes over a channel
   * where an older message is held (see `postpone`), so that after an outage messages come in the order in which their
   * jobs ended; and over one where `maxPerChannel` deliveries are leased already, so that a busy channel leaves room.
   */
  readonly claimDue: (claim: {
    readonly now: number;
    readonly leaseMs: number;
    readonly maxPerChannel: number;
  }) => Promise<Delivery | undefined>;
  /** `failure`: what the message had to say instead of the job's success. */
  readonly markDelivered: (
    deliveryId: string,
    done: { readonly messageId?: string; readonly now: number; readonly failure?: Failure },
  ) => Promise<void>;
  /**
   * Leaves the delivery owed, to be tried again at `nextAt`, in the channel first, or at `place` where one is told: once a
   * follow-up has an unknown fate, the way never leads back before the card. `held`: it was ready and Discord would not
   * take it, so younger messages to the same channel wait behind it; a file that is not there yet holds up nobody.
   */
  readonly postpone: (
    deliveryId: string,
    again: { readonly nextAt: number; readonly error: string; readonly held: boolean; readonly place?: Place },
  ) => Promise<void>;
  /** Written before the message is tried there: after a crash, a follow-up may have been sent. */
  readonly moveOn: (deliveryId: string, place: Place) => Promise<void>;
  /** Nobody can be told any more: every place is gone or closed to us. */
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
  /**
   * New addresses, as the provider told them when it was asked again, for the artifacts whose addresses broke. One source
   * per artifact, in order; false, and nothing is changed, when their number is not that of the job's artifacts.
   */
  readonly replaceSources: (jobId: string, sources: readonly ArtifactSource[]) => Promise<boolean>;
};
