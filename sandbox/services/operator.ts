import type { JobAction, ProviderJobView, ProviderSettings, ServiceName } from '#sandbox/page/protocol.ts';

/** One request of the bot, as it arrived. */
export type Call = {
  readonly method: string;
  /** Below the service's base address, with its query, such as `/v6/images/text2img`. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Of JSON: what it says. Undefined for a body that is none, or of another kind. */
  readonly body: unknown;
};

/** What a test or the panel can do with a pretend service. */
export type PretendService = {
  readonly name: ServiceName;
  /** What people call it. */
  readonly label: string;
  /** For `<SERVICE>_API_URL`. */
  readonly apiUrl: string;
  /** For `<SERVICE>_API_KEY`. */
  readonly key: string;
  /** `host:port` of its result files, for MEDIA_ALLOWED_HOSTS. */
  readonly mediaHost: string;
  /** Newest last. */
  readonly jobs: () => readonly ProviderJobView[];
  readonly settings: () => ProviderSettings;
  /** A new generation time holds for the jobs submitted from then on. */
  readonly configure: (settings: Partial<ProviderSettings>) => void;
  /**
   * Resolves when the callbacks that it caused have been answered or given up once; what is tried again is tried later.
   * Rejects for a job that does not exist.
   *
   * `finish` and `fail` leave a job alone that has ended. `call-back-again` repeats the last callback; of a job that
   * still runs it sends word of progress, where the service knows such word. `call-back-twice` and `lose-callback`
   * decide about the callback to come; of a job that has ended, the first sends two more, the second does nothing.
   * `slow-down` adds a minute.
   */
  readonly act: (jobId: string, action: JobAction) => Promise<void>;
  /** How many submits came for one of the bot's jobs, by its track id or by its id in that; none where none was told. */
  readonly submitsOf: (id: string) => SubmitCount;
  /** The status of every try of a callback for one of the bot's jobs, by the same ids. */
  readonly callbacksOf: (id: string) => readonly number[];
  /** All of it in numbers, cheap to ask for after thousands of jobs. */
  readonly tally: () => Tally;
  /** What chance does to the callbacks to come, the same for the same seed; nothing without it. */
  readonly callbacks: (faults?: CallbackFaults) => void;
  /** What becomes of the jobs submitted from now on, or of the next `times` of them. */
  readonly plan: (plan: Plan) => void;
  /** Bodies of submits as received, refused ones too, oldest first; of very many the last. */
  readonly submits: () => readonly Readonly<Record<string, unknown>>[];
  /** Every request to the service's interface, oldest first: submits, polls and all the rest; of very many the last. */
  readonly calls: () => readonly Call[];
  /** Fields of submits that the documentation of their endpoint does not name, such as `v6/images/text2img: colour`. */
  readonly undocumented: () => readonly string[];
  /** The exact bytes behind a result's URL. */
  readonly file: (url: string) => Uint8Array | undefined;
  /** The URLs of one job's results, in order; empty until it has succeeded. */
  readonly outputs: (jobId: string) => readonly string[];
  readonly subscribe: (listener: (job: ProviderJobView) => void) => () => void;
  /** Resolves with the first job (as it is or as it becomes) that satisfies the test. */
  readonly waitForJob: (test: (job: ProviderJobView) => boolean, withinMs?: number) => Promise<ProviderJobView>;
  /** Resolves when so many submits have arrived in all, refused ones included. */
  readonly waitForSubmits: (count: number, withinMs?: number) => Promise<void>;
  /** Stops the clocks of unfinished jobs and breaks off callbacks under way. HTTP servers are their owners' to close. */
  readonly close: () => void;
};

/** `received` counts the refused as well, `taken` those that made a job: more than one is paid for twice. */
export type SubmitCount = { readonly received: number; readonly taken: number };

/** Tries of callbacks by their answers; what chance did to them. */
export type CallbackCounts = {
  readonly sent: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly unanswered: number;
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
  readonly late: number;
};

export type Tally = {
  /** `takenTwice`: the bot's ids of jobs that were taken more than once. */
  readonly submits: SubmitCount & { readonly takenTwice: readonly string[] };
  readonly callbacks: CallbackCounts;
};

/** Rates from 0 to 1, of jobs that have ended and whose plan says nothing about their callback. */
export type CallbackFaults = {
  /** Never sent. */
  readonly lost?: number;
  /** Sent twice at the same moment. */
  readonly doubled?: number;
  /** Held back until the next callback has been answered. */
  readonly reordered?: number;
  /** Sent `lateMs` later, five seconds when left out. */
  readonly late?: number;
  readonly lateMs?: number;
  readonly seed?: number;
};

/** `tiny`: files of next to no bytes, made once and shared, for jobs by the thousand. */
export type Media = 'full' | 'tiny';

export type Plan = {
  /**
   * How the submit is answered. `rate_limit`, `moderated` and `error` take no job. `hang` takes the job but never
   * answers; `reset` takes it and breaks the connection; `bad_gateway` takes it and answers 502.
   *
   * Of APIMart alone, about its idempotency keys: `in_progress` takes the job and says 409, later; `indeterminate` takes
   * none and says 409, unknown; `idempotency_unavailable` takes none and says 503. Elsewhere these are like `error`.
   */
  readonly submit?:
    | 'processing'
    | 'success'
    | 'rate_limit'
    | 'moderated'
    | 'error'
    | 'hang'
    | 'reset'
    | 'bad_gateway'
    | 'in_progress'
    | 'indeterminate'
    | 'idempotency_unavailable';
  /** Without it `once`, or `lost` where no source says that one is sent. */
  readonly callback?: 'once' | 'twice' | 'lost';
  /** Held jobs finish only by `act`. */
  readonly hold?: boolean;
  /** How the job ends. */
  readonly end?: 'success' | 'failed';
  /** Words of a failure or an error. */
  readonly message?: string;
  /** What a rate limit asks for, in seconds; without it what the service is documented to ask for. */
  readonly retryAfterS?: number;
  /** How many submits the plan is for; afterwards all is as if there had been none. */
  readonly times?: number;
};
