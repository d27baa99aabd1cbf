import { and, eq, sql } from 'drizzle-orm';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Database } from '#storage/database.ts';
import { jobs } from '#storage/schema/jobs.ts';
import { isSubmitting } from './conditions.ts';
import { toRunning } from './job-row.ts';

/** What a submit's answer does to a job that is still submitting. */
export function createSubmitAnswers({ orm, write }: Database): Pick<JobStore, 'requeue' | 'markRunning'> {
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

    markRunning: async (jobId, { task, pollAt, etaAt }) => {
      const { family, taskId, pollUrl } = task;
      const row = await write(() =>
        orm
          .update(jobs)
          // Until here a submitting job is looked at by its deadline, or sooner when a doubtful callback has asked for it.
          .set({ state: 'running', family, taskId, pollUrl, etaAt, dueAt: sql`min(${jobs.dueAt}, ${pollAt})` })
          .where(and(eq(jobs.id, jobId), isSubmitting))
          .returning()
          .get(),
      );
      return row && toRunning(row);
    },
  };
}
