import type { Failure } from '#domain/failure.ts';
import type { InputRole } from '#domain/input.ts';
import type { Task } from '#domain/job.ts';
import type { Model } from '#domain/model.ts';
import type { Request } from '#domain/request.ts';
import type { Settlement } from '#domain/settlement.ts';

/** A member's file on its way to a provider. */
export type SubmitInput = {
  readonly role: InputRole;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Where the provider can fetch it for some hours; absent when this process has no public address. */
  readonly url?: string;
  readonly read: () => Promise<Uint8Array>;
};

export type Submit = {
  readonly jobId: string;
  readonly request: Request;
  readonly model: Model;
  /** The request's files, in its order. */
  readonly inputs: readonly SubmitInput[];
  readonly trackId: string;
  /** Where the provider shall call back; absent when this process has no public address. */
  readonly webhookUrl?: string;
};

/**
 * What became of a submit. The difference between `refused` and `unknown` decides about money: `refused`, `throttled` and
 * `unreachable` are said only when it is proved that the provider did not take the job; everything else that is not an
 * answer is `unknown`.
 */
export type Submission =
  | { readonly outcome: 'accepted'; readonly task: Task; readonly etaMs?: number }
  | { readonly outcome: 'settled'; readonly task?: Task; readonly settlement: Settlement }
  | { readonly outcome: 'refused'; readonly failure: Failure }
  /** Too many jobs there at the moment: later. */
  | { readonly outcome: 'throttled'; readonly retryAfterMs: number; readonly detail: string }
  /** Nothing was sent: no connection. */
  | { readonly outcome: 'unreachable'; readonly retryAfterMs: number; readonly detail: string }
  | { readonly outcome: 'unknown'; readonly detail: string };

/** A callback as it came, its track id verified. */
export type RawCallback = {
  readonly jobId: string;
  readonly body: Uint8Array;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

/**
 * What a callback says. `nonsense` is a body that makes no sense under a valid track id: ask the provider instead.
 * `forged`: the provider signs its callbacks, and this one is not signed by it.
 */
export type CallbackReading =
  | { readonly news: 'ended'; readonly taskId?: string; readonly settlement: Settlement }
  | { readonly news: 'progress' }
  | { readonly news: 'nonsense'; readonly detail: string }
  | { readonly news: 'forged'; readonly detail: string };

/**
 * What a poll says. `doubtful` is bad news that has been seen to correct itself (an id not known yet, a success without
 * files yet): it becomes final when it is still said `graceMs` after it was first said.
 */
export type PollAnswer =
  | { readonly outcome: 'running'; readonly etaMs?: number }
  | { readonly outcome: 'settled'; readonly settlement: Settlement }
  | { readonly outcome: 'doubtful'; readonly failure: Failure; readonly graceMs: number }
  | { readonly outcome: 'unreachable'; readonly retryAfterMs?: number; readonly detail: string };

/** How the account with a provider stands. Parts that the provider does not tell are absent. */
export type Account = {
  readonly balance?: { readonly amount: number; readonly currency: string };
  /** Jobs that the provider counts as waiting or running. */
  readonly inFlight?: number;
};

/** A hosted generation service, as its own room in providers/ presents it. */
export type Provider = {
  readonly name: string;
  /** What members read. */
  readonly label: string;
  /** Jobs that may be submitted and unfinished at the same time; the rest wait in our own queue. */
  readonly maxConcurrency: number;
  /** The models that are known without asking, best first: what is offered until `listModels` has answered. */
  readonly models: readonly Model[];
  /** Asks for every model that can be used; throws when it cannot be told. Absent where there is no list. */
  readonly listModels?: () => Promise<readonly Model[]>;
  readonly submit: (submit: Submit) => Promise<Submission>;
  /** A submit of unknown fate may be repeated: the provider recognises the job id and makes no second job. */
  readonly repeatsSafely: boolean;
  readonly poll: (task: Task) => Promise<PollAnswer>;
  readonly readCallback: (callback: RawCallback) => CallbackReading;
  /**
   * Which task a callback is about that came without a track id, to an address that is fixed per workflow. Absent where
   * every callback comes to an address of its own.
   */
  readonly taskIn?: (body: Uint8Array) => Pick<Task, 'family' | 'taskId'> | undefined;
  /** Asks the provider to stop; it may finish all the same. Absent where none can be asked. */
  readonly cancel?: (task: Task) => Promise<void>;
  /** Throws when it cannot be told. Absent where no account can be asked about. */
  readonly account?: () => Promise<Account>;
  /**
   * Wait before poll number `poll` (0 is the first after the submit), in milliseconds, without jitter. Polls are the
   * fall-back where a callback is expected, and the only source where none can be sent.
   */
  readonly pollDelayMs: (poll: number, hints: PollHints) => number;
};

export type PollHints = {
  /** Of the task; a training is asked about more rarely than an image. */
  readonly family: string;
  readonly etaMs?: number;
  readonly expectsCallback: boolean;
};
