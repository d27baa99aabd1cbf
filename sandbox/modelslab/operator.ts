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
  readonly configure: (settings: Partial<ProviderSettings>) => void;
  readonly act: (jobId: string, action: JobAction) => Promise<void>;
  /** What becomes of the jobs submitted from now on. */
  readonly plan: (plan: Plan) => void;
  /** Submit bodies as received, key included, oldest first. */
  readonly submits: () => readonly Readonly<Record<string, unknown>>[];
  /** The exact bytes behind a result's URL. */
  readonly file: (url: string) => Uint8Array | undefined;
  /** The URLs of one job's results, in order; empty until it has succeeded. */
  readonly outputs: (jobId: string) => readonly string[];
  readonly subscribe: (listener: (job: ProviderJobView) => void) => () => void;
  readonly waitForJob: (test: (job: ProviderJobView) => boolean, withinMs?: number) => Promise<ProviderJobView>;
};

export type Plan = {
  /** How the submit is answered. `hang` takes the job but never answers; `reset` takes it and breaks the connection. */
  readonly submit?: 'processing' | 'success' | 'rate_limit' | 'error' | 'hang' | 'reset' | 'bad_gateway';
  readonly callback?: 'once' | 'twice' | 'lost';
  /** Held jobs finish only by `act`. */
  readonly hold?: boolean;
  /** How the job ends. */
  readonly end?: 'success' | 'failed';
  /** Words of a failure or an error. */
  readonly message?: string;
};
