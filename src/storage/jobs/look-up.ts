import { and, count, desc, eq, isNull, sql } from 'drizzle-orm';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Database } from '#storage/database.ts';
import { jobs } from '#storage/schema/jobs.ts';
import { isOpen } from './conditions.ts';
import { toJob } from './job-row.ts';

type LookUp = 'find' | 'findByTask' | 'listByMember' | 'countOpen';

/** Reading jobs, without changing anything. */
export function createLookingUp({ orm, read }: Database): Pick<JobStore, LookUp> {
  const byId = orm
    .select()
    .from(jobs)
    .where(eq(jobs.id, sql.placeholder('jobId')))
    .prepare();
  const openByState = orm
    .select({ state: jobs.state, count: count() })
    .from(jobs)
    .where(isOpen)
    .groupBy(jobs.state)
    .prepare();

  return {
    find: (jobId) =>
      read(() => {
        const row = byId.get({ jobId });
        return row && toJob(row);
      }),

    findByTask: ({ provider, family, taskId }) =>
      read(() => {
        const row = orm
          .select()
          .from(jobs)
          .where(and(eq(jobs.provider, provider), eq(jobs.family, family), eq(jobs.taskId, taskId)))
          .orderBy(desc(jobs.id))
          .limit(1)
          .get();
        return row && toJob(row);
      }),

    listByMember: ({ userId, guildId, limit }) =>
      read(() => {
        const there = guildId === undefined ? isNull(jobs.guildId) : eq(jobs.guildId, guildId);
        const newestFirst = orm
          .select()
          .from(jobs)
          .where(and(eq(jobs.userId, userId), there))
          .orderBy(desc(jobs.createdAt), desc(jobs.id))
          .limit(limit);
        return newestFirst.all().map(toJob);
      }),

    countOpen: () =>
      read(() => {
        const counted = new Map(openByState.all().map((row) => [row.state, row.count]));
        const states = ['queued', 'submitting', 'running'] as const;
        return states.map((state) => ({ state, count: counted.get(state) ?? 0 }));
      }),
  };
}
