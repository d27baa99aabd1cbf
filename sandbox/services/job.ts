import type { ProviderJobView, ServiceName } from '#sandbox/page/protocol.ts';
import type { Plan } from './operator.ts';

/** A file that a job will have made, and where it will be: nothing is there before the job has succeeded. */
export type JobFile = { readonly name: string; readonly url: string; readonly mirrorUrl: string };

/** A job that a service is about to take. `Order` is what the service itself needs to remember of it. */
export type NewJob<Order> = {
  /** The service's own id. */
  readonly id: string;
  /** What people read on its card, such as `images/text2img`. */
  readonly endpoint: string;
  readonly prompt: string;
  readonly webhook: string | null;
  /** As the bot sent it, where the service takes one. */
  readonly trackId?: unknown;
  readonly order: Order;
  readonly files: readonly JobFile[];
  /** Makes the files, in their order; rejects with a `JobFault` when it cannot for a reason that the service tells. */
  readonly make: () => Promise<readonly Uint8Array[]>;
  /** The words for how far it is; each but the last is announced when it is reached. Without any, there is only the end. */
  readonly stages?: readonly string[];
  /** What happens to the callback when the plan does not say. */
  readonly callback?: 'once' | 'lost';
};

export type Job<Order> = Omit<NewJob<Order>, 'make' | 'callback' | 'stages'> & {
  readonly service: ServiceName;
  readonly createdAt: number;
  readonly stages: readonly string[];
  /** How it ends when nobody decides otherwise. */
  readonly end: 'success' | 'failed';
  failureMessage: string;
  /** Index in `stages`. */
  stage: number;
  state: ProviderJobView['state'];
  /** Milliseconds since the epoch; null while it is held and once it has ended. */
  finishesAt: number | null;
  endedAt: number | null;
  callback: 'once' | 'twice' | 'lost';
  callbackStatuses: readonly number[];
  polls: number;
};

/** Why a job cannot be done, in the service's words. */
export class JobFault extends Error {}

export function createJob<Order>(service: ServiceName, job: NewJob<Order>, plan: Plan): Job<Order> {
  const { make: _, callback = 'once', stages = [], ...kept } = job;
  return {
    ...kept,
    service,
    stages,
    createdAt: Date.now(),
    end: plan.end ?? 'success',
    failureMessage: plan.message ?? 'Processing failed: the worker ran out of memory',
    stage: 0,
    state: 'processing',
    finishesAt: null,
    endedAt: null,
    callback: plan.callback ?? callback,
    callbackStatuses: [],
    polls: 0,
  };
}

/** Seconds from the submit to the end, two decimals. */
export const secondsTaken = ({ createdAt, endedAt }: Pick<Job<unknown>, 'createdAt' | 'endedAt'>): number =>
  Math.round(((endedAt ?? createdAt) - createdAt) / 10) / 100;

/** How far a job is, 0 to 100; a held one stays in the middle. */
export function percentOf({ createdAt, finishesAt, state }: Pick<Job<unknown>, 'createdAt' | 'finishesAt' | 'state'>) {
  if (state !== 'processing') return 100;
  if (finishesAt === null) return 50;
  return Math.min(99, Math.floor(((Date.now() - createdAt) / Math.max(1, finishesAt - createdAt)) * 100));
}

export function viewOf(job: Job<unknown>): ProviderJobView {
  const stage = job.stages[job.stage];
  return {
    provider: job.service,
    id: job.id,
    endpoint: job.endpoint,
    prompt: job.prompt,
    state: job.state,
    ...(stage === undefined ? {} : { stage }),
    createdAt: job.createdAt,
    finishesAt: job.finishesAt,
    hasWebhook: job.webhook !== null,
    callback: job.callback,
    callbackStatuses: job.callbackStatuses,
    polls: job.polls,
  };
}
