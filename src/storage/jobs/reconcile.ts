import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Database } from '#storage/database.ts';
import { jobs } from '#storage/schema/jobs.ts';
import { isInFlight, isOpen } from './conditions.ts';
import { toOpen } from './job-row.ts';

/** When open jobs are looked at: by their next poll, and by their deadline at the latest. */
export function createReconciling({ orm, write }: Database): Pick<JobStore, 'claimDue' | 'planPoll'> {
  const soonest = orm
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(isOpen, lte(jobs.dueAt, sql.placeholder('now'))))
    .orderBy(asc(jobs.dueAt))
    .limit(1)
    .prepare();

  return {
    claimDue: async ({ now, leaseMs }) => {
      const row = await write(() => {
        const due = soonest.get({ now });
        if (!due) return undefined;
        return orm
          .update(jobs)
          .set({ dueAt: now + leaseMs })
          .where(and(eq(jobs.id, due.id), isOpen))
          .returning()
          .get();
      });
      // Read outside the transaction: a row that makes no sense keeps its lease and does not stand in the others' way.
      if (!row) return undefined;
      const doubt = row.doubtSince === null ? {} : { doubtSince: row.doubtSince };
      return { job: toOpen(row), polls: row.polls, ...doubt };
    },

    planPoll: (jobId, { pollAt, doubtSince, etaAt }) =>
      write(() => {
        orm
          .update(jobs)
          .set({ polls: sql`${jobs.polls} + 1`, doubtSince, etaAt, dueAt: sql`min(${pollAt}, ${jobs.deadlineAt})` })
          .where(and(eq(jobs.id, jobId), isInFlight))
          .run();
      }),
  };
}
