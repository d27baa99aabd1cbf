import type { Task } from '#domain/job.ts';
import type { SettleAnswer } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import type { Settle } from './settle.ts';

export type Cancel = (jobId: string) => Promise<SettleAnswer>;

type Deps = {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly settle: Settle;
  readonly logger: Logger;
};

/**
 * Ends a job that has not ended yet, then asks its provider to stop where that can be asked. Whatever it makes all the
 * same is thrown away.
 */
export function createCancel({ providers, settle, logger }: Deps): Cancel {
  return async (jobId) => {
    const end = { state: 'cancelled', failure: { reason: 'cancelled' } } as const;
    const answer = await settle(jobId, end, ['queued', 'submitting', 'running']);
    if (answer.outcome === 'settled' && answer.job.task) void stop(answer.job.provider, answer.job.task, jobId);
    return answer;
  };

  async function stop(provider: string, task: Task, jobId: string): Promise<void> {
    try {
      await providers.get(provider)?.cancel?.(task);
    } catch (error) {
      logger.info({ jobId, provider, err: error }, 'the provider was not told to stop');
    }
  }
}
