import type { Failure } from './failure.ts';
import type { Kind } from './kind.ts';
import type { Origin } from './origin.ts';
import type { Request } from './request.ts';
import type { Success } from './settlement.ts';
import { KIND_OF_USE } from './use.ts';

/** The provider's handle on a generation. `taskId` is unique only within (provider, family). */
export type Task = {
  readonly family: string;
  readonly taskId: string;
  /** Where to ask for its state, checked by the provider's room; absent when it is built from family and id. */
  readonly pollUrl?: string;
};

type JobCore = {
  /** ULID, lower case. Members see its last six characters. */
  readonly id: string;
  readonly provider: string;
  /** The model that was asked for, where the job has moved to another provider because the first could not take it. */
  readonly movedFrom?: string;
  /** A submit of unknown fate lies behind it: its provider may have taken it, so it stays with that provider. */
  readonly maybeTaken?: boolean;
  readonly request: Request;
  readonly origin: Origin;
  /** The status card, once Discord has told its id. */
  readonly cardMessageId?: string;
  /** Milliseconds since the epoch, like every `…At`. */
  readonly createdAt: number;
  /** When the wait is given up: first the wait in our queue, after the submit the wait for the provider. */
  readonly deadlineAt: number;
};

type Sent = { readonly submittedAt: number };
type Ended = { readonly endedAt: number; readonly submittedAt?: number; readonly task?: Task };

export type QueuedJob = JobCore & {
  readonly state: 'queued';
  /** Not to be submitted before. */
  readonly notBefore: number;
};
export type SubmittingJob = JobCore & Sent & { readonly state: 'submitting' };
export type RunningJob = JobCore & Sent & { readonly state: 'running'; readonly task: Task; readonly etaAt?: number };
export type SucceededJob = JobCore &
  Ended & { readonly state: 'succeeded'; readonly success: Omit<Success, 'sources'> };
export type FailedJob = JobCore &
  Ended & { readonly state: 'failed' | 'expired' | 'cancelled'; readonly failure: Failure };

export type Job = QueuedJob | SubmittingJob | RunningJob | SucceededJob | FailedJob;
export type EndedJob = SucceededJob | FailedJob;

/** What a job makes: the second field of its track id. */
export const kindOf = ({ request }: { readonly request: Request }): Kind => KIND_OF_USE[request.use];

/** How members name a job. Short enough to type, long enough to be unique among one member's jobs. */
export const shortId = (jobId: string): string => jobId.slice(-6);
