import type { SettleAnswer } from '#domain/ports/job-store.ts';
import type { Settle } from './settle.ts';

export type Cancel = (jobId: string) => Promise<SettleAnswer>;

/**
 * Ends a job that has not ended yet. Where the provider has it already, what it still makes is thrown away: none of the
 * generation endpoints in use can be told to stop.
 */
export const createCancel =
  ({ settle }: { readonly settle: Settle }): Cancel =>
  (jobId) =>
    settle(jobId, { state: 'cancelled', failure: { reason: 'cancelled' } }, ['queued', 'submitting', 'running']);
