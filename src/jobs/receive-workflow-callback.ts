import { kindOf } from '#domain/job.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Provider, RawCallback } from '#domain/ports/provider.ts';
import type { ReceiveCallback } from './receive-callback.ts';

/**
 * Takes a callback of a service whose webhook address is fixed per workflow, so that it carries no track id: the job is
 * the one that the service knows by the run's id. `unknown_job` when there is none: a run that somebody started in the
 * dashboard, or one whose id we do not know yet and will ask about.
 */
export type ReceiveWorkflowCallback = (
  callback: { readonly provider: string } & Omit<RawCallback, 'jobId'>,
) => Promise<Awaited<ReturnType<ReceiveCallback>> | 'unknown_job'>;

type Deps = {
  readonly jobs: Pick<JobStore, 'findByTask'>;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly receiveCallback: ReceiveCallback;
};

export function createReceiveWorkflowCallback({ jobs, providers, receiveCallback }: Deps): ReceiveWorkflowCallback {
  return async ({ provider, body, headers }) => {
    const task = taskIn(providers.get(provider), body);
    const job = task && (await jobs.findByTask({ provider, family: task.family, taskId: task.taskId }));
    if (!job) return 'unknown_job';
    const { userId, channelId } = job.origin;
    const track = { userId, channelId, kind: kindOf(job), jobId: job.id };
    return receiveCallback({ provider, track, body, headers });
  };
}

/** A body that makes its provider's room stumble is about no job of ours. */
function taskIn(provider: Provider | undefined, body: Uint8Array) {
  try {
    return provider?.taskIn?.(body);
  } catch {
    return undefined;
  }
}
