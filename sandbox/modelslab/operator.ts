import type { JobAction, ProviderJobView, ProviderSettings } from '#sandbox/page/protocol.ts';

/** What a test or the panel can do with the pretend ModelsLab. */
export type PretendModelslab = {
  /** For MODELSLAB_API_URL. */
  readonly apiUrl: string;
  /** For MODELSLAB_API_KEY. */
  readonly key: string;
  /** `host:port` of its result files, for MEDIA_ALLOWED_HOSTS. */
  readonly mediaHost: string;
  /** Newest last. */
  readonly jobs: () => readonly ProviderJobView[];
  readonly settings: () => ProviderSettings;
  /** A new generation time holds for the jobs submitted from then on. */
  readonly configure: (settings: Partial<ProviderSettings>) => void;
  /**
   * Resolves when the callbacks that it caused have been answered or given up. Rejects for a job that does not exist.
   *
   * `finish` and `fail` leave a job alone that has ended. `call-back-again` repeats the last callback; of a job that
   * still runs it sends word of progress. `call-back-twice` and `lose-callback` decide about the callback to come; of a
   * job that has ended, the first sends two more, the second does nothing. `slow-down` adds a minute.
   */
  readonly act: (jobId: string, action: JobAction) => Promise<void>;
  /** What becomes of the jobs submitted from now on, or of the next `times` of them. */
  readonly plan: (plan: Plan) => void;
  /** Submit bodies as received, key included, refused ones too, oldest first. */
  readonly submits: () => readonly Readonly<Record<string, unknown>>[];
  /** The exact bytes behind a result's URL. */
  readonly file: (url: string) => Uint8Array | undefined;
  /** The URLs of one job's results, in order; empty until it has succeeded. */
  readonly outputs: (jobId: string) => readonly string[];
  readonly subscribe: (listener: (job: ProviderJobView) => void) => () => void;
  /** Resolves with the first job (as it is or as it becomes) that satisfies the test. */
  readonly waitForJob: (test: (job: ProviderJobView) => boolean, withinMs?: number) => Promise<ProviderJobView>;
  /** Resolves when so many submits have arrived in all, refused ones included. */
  readonly waitForSubmits: (count: number, withinMs?: number) => Promise<void>;
  /** Stops the clocks of unfinished jobs and breaks off callbacks under way. The HTTP server is its owner's to close. */
  readonly close: () => void;
};

export type Plan = {
  /**
   * How the submit is answered. `rate_limit` and `error` (with HTTP 200) take no job. `hang` takes the job but never
   * answers; `reset` takes it and breaks the connection; `bad_gateway` takes it and answers 502.
   */
  readonly submit?: 'processing' | 'success' | 'rate_limit' | 'error' | 'hang' | 'reset' | 'bad_gateway';
  /** Without it `once`; for a job that succeeded in its submit's answer, `lost`: no source says that one is sent. */
  readonly callback?: 'once' | 'twice' | 'lost';
  /** Held jobs finish only by `act`. */
  readonly hold?: boolean;
  /** How the job ends. */
  readonly end?: 'success' | 'failed';
  /** Words of a failure or an error. */
  readonly message?: string;
  /** What a rate limit asks for, in seconds; 30 without it, as documented. */
  readonly retryAfterS?: number;
  /** How many submits the plan is for; afterwards all is as if there had been none. */
  readonly times?: number;
};
