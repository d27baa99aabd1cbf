import type { Failure } from '#domain/failure.ts';
import type { Task } from '#domain/job.ts';
import type { Request } from '#domain/request.ts';
import type { Settlement } from '#domain/settlement.ts';

export type Submit = {
  readonly jobId: string;
  readonly request: Request;
  readonly trackId: string;
  /** Where the provider shall call back; absent when this process has no public address. */
  readonly webhookUrl?: string;
};

/**
 * What became of a submit. The difference between `refused` and `unknown` decides about money: `refused` and `throttled`
 * are said only when the provider proved that it did not take the job; everything else that is not an answer is `unknown`.
 */
export type Submission =
  | { readonly outcome: 'accepted'; readonly task: Task; readonly etaMs?: number }
  | { readonly outcome: 'settled'; readonly task?: Task; readonly settlement: Settlement }
  | { readonly outcome: 'refused'; readonly failure: Failure }
  | { readonly outcome: 'throttled'; readonly retryAfterMs: number; readonly detail: string }
  | { readonly outcome: 'unknown'; readonly detail: string };

/** What a callback says. `nonsense` is a body that makes no sense under a valid track id: ask the provider instead. */
export type CallbackReading =
  | { readonly news: 'ended'; readonly taskId?: string; readonly settlement: Settlement }
  | { readonly news: 'progress' }
  | { readonly news: 'nonsense'; readonly detail: string };

/**
 * What a poll says. `doubtful` is bad news that has been seen to correct itself (an id not known yet, a success without
 * files yet): it becomes final when it is still said `graceMs` after it was first said.
 */
export type PollAnswer =
  | { readonly outcome: 'running'; readonly etaMs?: number }
  | { readonly outcome: 'settled'; readonly settlement: Settlement }
  | { readonly outcome: 'doubtful'; readonly failure: Failure; readonly graceMs: number }
  | { readonly outcome: 'unreachable'; readonly retryAfterMs?: number; readonly detail: string };

export type Model = {
  /** What the provider calls it, sent as is. */
  readonly id: string;
  readonly label: string;
};

/** A hosted generation service, as its own room in providers/ presents it. */
export type Provider = {
  readonly name: string;
  /** Jobs that may be submitted and unfinished at the same time; the rest wait in our own queue. */
  readonly maxConcurrency: number;
  /** Best first; the first is the default. */
  readonly models: readonly Model[];
  readonly submit: (submit: Submit) => Promise<Submission>;
  readonly poll: (task: Task) => Promise<PollAnswer>;
  readonly readCallback: (rawBody: Uint8Array) => CallbackReading;
  /**
   * Wait before poll number `poll` (0 is the first after the submit), in milliseconds, without jitter. Polls are the
   * fall-back where a callback is expected, and the only source where none can be sent.
   */
  readonly pollDelayMs: (poll: number, hints: { readonly etaMs?: number; readonly expectsCallback: boolean }) => number;
};
