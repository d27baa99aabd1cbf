import { and, count, eq, sql } from 'drizzle-orm';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Database } from '#storage/database.ts';
import { jobs } from '#storage/schema/jobs.ts';
import { isQueued } from './conditions.ts';
import { toRow } from './job-row.ts';

/** How a job comes into the queue. */
export function createAccepting({ orm, write }: Database): Pick<JobStore, 'accept' | 'attachCard'> {
  const waiting = orm
    .select({ ahead: count() })
    .from(jobs)
    .where(and(eq(jobs.provider, sql.placeholder('provider')), isQueued))
    .prepare();

  return {
    accept: (job) =>
      write(() => {
        const ahead = waiting.get({ provider: job.provider })?.ahead ?? 0;
        const { changes } = orm
          .insert(jobs)
          .values(toRow(job))
          .onConflictDoNothing({ target: jobs.interactionId })
          .run();
        return changes === 0 ? { outcome: 'duplicate' } : { outcome: 'accepted', ahead };
      }),

    attachCard: (jobId, cardMessageId) =>
      write(() => {
        orm.update(jobs).set({ cardMessageId }).where(eq(jobs.id, jobId)).run();
      }),
  };
}
