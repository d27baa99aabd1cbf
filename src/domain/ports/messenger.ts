import type { Artifact } from '#domain/artifact.ts';
import type { Delivery } from '#domain/delivery.ts';
import type { Failure } from '#domain/failure.ts';
import type { EndedJob, Job, SucceededJob } from '#domain/job.ts';

export type Posting =
  /** `messageId` is absent when the message was posted by an earlier try and deleted since. */
  | { readonly outcome: 'posted'; readonly messageId?: string }
  /** May succeed later: Discord is down, limits us, or the connection broke. */
  | { readonly outcome: 'later'; readonly afterMs?: number; readonly detail: string }
  /** May be there or not, and a repeat would make a second one: only of a follow-up. */
  | { readonly outcome: 'unknown'; readonly detail: string }
  /** Will not succeed there: the place is gone or closed to us. */
  | { readonly outcome: 'impossible'; readonly detail: string };

/**
 * The message that ended a job; `failed` when it had to say that there is no result, though the provider made one;
 * `messageId` only where the card can link to it.
 */
export type EndMessage = { readonly messageId?: string; readonly failed: boolean };

/** The way into Discord for what nobody is waiting for in an open interaction. */
export type Messenger = {
  /** Posts a delivery's message at its place. Repeated with the same delivery, it makes no second message. */
  readonly post: (
    delivery: Delivery,
    message:
      | { readonly shows: 'result'; readonly job: SucceededJob; readonly artifacts: readonly Artifact[] }
      | { readonly shows: 'failure'; readonly job: EndedJob; readonly failure: Failure },
  ) => Promise<Posting>;
  /** Brings the status card up to date. Best effort: a card that cannot be edited harms nobody. */
  readonly refreshCard: (job: Job, end?: EndMessage) => Promise<void>;
};
