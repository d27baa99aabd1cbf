import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Database } from '#storage/database.ts';
import { prepare } from '#storage/prepared.ts';
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

  const lease = orm
    .update(jobs)
    .set({ dueAt: sql`${sql.placeholder('until')}` })
    .where(and(eq(jobs.id, sql.placeholder('jobId')), isOpen))
    .returning()
    .prepare();
  const plan = prepare(
    orm,
    orm
      .update(jobs)
      .set({
        polls: sql`${jobs.polls} + 1`,
        doubtSince: sql`${sql.placeholder('doubtSince')}`,
        etaAt: sql`coalesce(${sql.placeholder('etaAt')}, ${jobs.etaAt})`,
        dueAt: sql`min(${sql.placeholder('pollAt')}, ${jobs.deadlineAt})`,
      })
      .where(and(eq(jobs.id, sql.placeholder('jobId')), isInFlight)),
  );

  return {
    claimDue: async ({ now, leaseMs }) => {
      const row = await write(() => {
        const due = soonest.get({ now });
        return due && lease.get({ jobId: due.id, until: now + leaseMs });
      });
      // Read outside the transaction: a row that makes no sense keeps its lease and does not stand in the others' way.
      if (!row) return undefined;
      const doubt = row.doubtSince === null ? {} : { doubtSince: row.doubtSince };
      return { job: toOpen(row), polls: row.polls, ...doubt };
    },

    planPoll: (jobId, { pollAt, doubtSince, etaAt = null }) =>
      write(() => {
        plan.run({ jobId, pollAt, doubtSince, etaAt });
      }),
  };
}
