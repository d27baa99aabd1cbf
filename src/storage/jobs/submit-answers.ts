import { and, eq, sql } from 'drizzle-orm';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Database } from '#storage/database.ts';
import { jobs } from '#storage/schema/jobs.ts';
import { isSubmitting } from './conditions.ts';
import { toRunning } from './job-row.ts';

/** What a submit's answer does to a job that is still submitting. */
export function createSubmitAnswers({ orm, write }: Database): Pick<JobStore, 'requeue' | 'markRunning'> {
  const run = prepareRun(orm);

  return {
    requeue: (jobId, { notBefore, deadlineAt, maybeTaken }) =>
      write(() => {
        const { changes } = orm
          .update(jobs)
          .set({
            state: 'queued',
            notBefore,
            deadlineAt,
            dueAt: deadlineAt,
            submittedAt: null,
            // Once in doubt, always in doubt: a later refusal says nothing about the first submit.
            ...(maybeTaken && { maybeTaken }),
          })
          .where(and(eq(jobs.id, jobId), isSubmitting))
          .run();
        return changes > 0;
      }),

    markRunning: async (jobId, { task, pollAt, etaAt = null }) => {
      const { family, taskId, pollUrl = null } = task;
      const row = await write(() => run.get({ jobId, family, taskId, pollUrl, etaAt, pollAt }));
      return row && toRunning(row);
    },
  };
}

function prepareRun(orm: Database['orm']) {
  const given = (name: string) => sql`${sql.placeholder(name)}`;
  return orm
    .update(jobs)
    .set({
      state: 'running',
      family: given('family'),
      taskId: given('taskId'),
      pollUrl: given('pollUrl'),
      etaAt: given('etaAt'),
      // Until here a submitting job is looked at by its deadline, or sooner when a doubtful callback has asked for it.
      dueAt: sql`min(${jobs.dueAt}, ${given('pollAt')})`,
    })
    .where(and(eq(jobs.id, sql.placeholder('jobId')), isSubmitting))
    .returning()
    .prepare();
}
