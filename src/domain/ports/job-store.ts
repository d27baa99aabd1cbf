import type { ArtifactSource } from '#domain/artifact.ts';
import type { Failure } from '#domain/failure.ts';
import type { EndedJob, Job, QueuedJob, RunningJob, SubmittingJob, Task } from '#domain/job.ts';
import type { Kind } from '#domain/kind.ts';
import type { EndState, JobState } from '#domain/lifecycle.ts';
import type { Success } from '#domain/settlement.ts';

/** How a job ends, as it is written. */
export type End =
  | {
      readonly state: 'succeeded';
      readonly success: Omit<Success, 'sources'>;
      readonly sources: readonly ArtifactSource[];
    }
  | { readonly state: Exclude<EndState, 'succeeded'>; readonly failure: Failure };

export type SettleWrite = {
  readonly jobId: string;
  readonly end: End;
  /** The states that the writer expects; a job in any other is left as it is. */
  readonly expected: readonly JobState[];
  /** Id of the delivery that the job will owe to its channel. */
  readonly deliveryId: string;
  readonly now: number;
};

/** `unchanged` is a normal answer: somebody else settled the job first. */
export type SettleAnswer =
  | { readonly outcome: 'settled'; readonly job: EndedJob }
  | { readonly outcome: 'unchanged'; readonly state: JobState }
  | { readonly outcome: 'unknown_job' };

export type CallbackWrite = {
  readonly id: string;
  readonly provider: string;
  readonly jobId: string;
  readonly receivedAt: number;
  /** As received, decoded as UTF-8. */
  readonly body: string;
  readonly news:
    | { readonly news: 'ended'; readonly taskId?: string; readonly end: End }
    | { readonly news: 'progress' }
    | { readonly news: 'nonsense'; readonly detail: string };
  readonly deliveryId: string;
};

/**
 * What a stored callback did. `doubtful`: it made no sense, or named another task than the job's; a poll was made due at
 * once. `repeated`: the job had ended. `wrong_provider`: the job belongs to another provider; nothing was stored.
 */
export type CallbackVerdict = 'settled' | 'repeated' | 'progress' | 'doubtful' | 'unknown_job' | 'wrong_provider';

/** A running job whose provider is to be asked, or a job of any open state whose deadline has passed. */
export type DueJob = {
  readonly job: QueuedJob | SubmittingJob | RunningJob;
  /** Polls made so far. */
  readonly polls: number;
  /** Since when the provider has been giving a doubtful answer. */
  readonly doubtSince?: number;
};

export type InFlight = { readonly state: 'queued' | 'submitting' | 'running'; readonly count: number };

/**
 * Jobs at rest. Each method is one transaction; each write names the states it expects and tells when it changed
 * nothing. What a resolved promise says is on disk.
 */
export type JobStore = {
  /** `duplicate` when that interaction has a job already. `ahead`: jobs of that provider waiting in front of it. */
  readonly accept: (
    job: QueuedJob,
  ) => Promise<{ readonly outcome: 'accepted'; readonly ahead: number } | { readonly outcome: 'duplicate' }>;
  readonly find: (jobId: string) => Promise<Job | undefined>;
  /** The newest job that a provider knows by this task id, for callbacks that carry nothing else. */
  readonly findByTask: (task: {
    readonly provider: string;
    readonly family: string;
    readonly taskId: string;
  }) => Promise<Job | undefined>;
  /** One member's jobs, newest first, in one guild or (undefined) in direct messages. */
  readonly listByMember: (query: {
    readonly userId: string;
    readonly guildId: string | undefined;
    readonly limit: number;
  }) => Promise<readonly Job[]>;
  readonly attachCard: (jobId: string, cardMessageId: string) => Promise<void>;
  /**
   * Takes the next queued job of a provider into `submitting`, if fewer than `maxInFlight` are submitting or running
   * there. Fair: the member with the fewest jobs in flight first, then the one who was served longest ago, then age.
   */
  readonly claimNext: (claim: {
    readonly provider: string;
    readonly maxInFlight: number;
    readonly now: number;
    readonly deadlineAfterMs: Readonly<Record<Kind, number>>;
  }) => Promise<SubmittingJob | undefined>;
  /**
   * `submitting` → `queued`, after a refusal with proof, or (`maybeTaken`) to repeat a submit that the provider would
   * recognise. False when the job is no longer submitting.
   */
  readonly requeue: (
    jobId: string,
    again: { readonly notBefore: number; readonly deadlineAt: number; readonly maybeTaken?: boolean },
  ) => Promise<boolean>;
  /**
   * `submitting` → `queued` at another provider, after a proof that the first did not take it. Once in a job's life: false
   * when it has moved before, when the first may have taken it after all, or when it is no longer submitting.
   */
  readonly moveTo: (
    jobId: string,
    to: { readonly provider: string; readonly model: string; readonly notBefore: number; readonly deadlineAt: number },
  ) => Promise<boolean>;
  /**
   * At start: `submitting` → `queued` for the jobs that a process that is gone left behind at providers whose submits can
   * be repeated safely. Answers how many.
   */
  readonly requeueStranded: (stranded: {
    readonly providers: readonly string[];
    readonly notBefore: number;
    readonly deadlineAt: number;
  }) => Promise<number>;
  /** `submitting` → `running`. Undefined when a callback was faster. */
  readonly markRunning: (
    jobId: string,
    running: { readonly task: Task; readonly pollAt: number; readonly etaAt?: number },
  ) => Promise<RunningJob | undefined>;
  /** Settles and, in the same transaction, owes the delivery. */
  readonly settle: (write: SettleWrite) => Promise<SettleAnswer>;
  /** Stores the callback and, in the same transaction, what follows from it. */
  readonly receiveCallback: (write: CallbackWrite) => Promise<CallbackVerdict>;
  /** Takes one due job and puts its next look off by `leaseMs`, so that a crash in between only delays it. */
  readonly claimDue: (claim: { readonly now: number; readonly leaseMs: number }) => Promise<DueJob | undefined>;
  /** Counts one poll and sets the next. `doubtSince` null clears the doubt. */
  readonly planPoll: (
    jobId: string,
    plan: { readonly pollAt: number; readonly doubtSince: number | null; readonly etaAt?: number },
  ) => Promise<void>;
  readonly countOpen: () => Promise<readonly InFlight[]>;
};
