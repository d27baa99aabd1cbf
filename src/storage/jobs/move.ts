import { and, eq, isNull, sql } from 'drizzle-orm';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Database } from '#storage/database.ts';
import { jobs } from '#storage/schema/jobs.ts';
import { isInFlight, isSubmitting } from './conditions.ts';

/** How a job leaves `submitting` backwards other than by a plain refusal: to another provider, or after a restart. */
export function createMoving({ orm, write }: Database): Pick<JobStore, 'moveTo' | 'requeueStranded'> {
  const backToQueue = (notBefore: number, deadlineAt: number) =>
    ({ state: 'queued', notBefore, deadlineAt, dueAt: deadlineAt, submittedAt: null }) as const;

  return {
    moveTo: (jobId, { provider, model, notBefore, deadlineAt }) =>
      write(() => {
        const { changes } = orm
          .update(jobs)
          .set({
            ...backToQueue(notBefore, deadlineAt),
            provider,
            movedFrom: sql`json_extract(${jobs.request}, '$.model')`,
            request: sql`json_set(${jobs.request}, '$.model', ${model})`,
            // What was learnt by asking the first provider says nothing about the second.
            polls: 0,
            doubtSince: null,
            etaAt: null,
          })
          .where(and(eq(jobs.id, jobId), isSubmitting, isNull(jobs.movedFrom), eq(jobs.maybeTaken, false)))
          .run();
        return changes > 0;
      }),

    requeueStranded: ({ providers, notBefore, deadlineAt }) =>
      write(() => {
        const isAtOneOf = sql`${jobs.provider} in (select value from json_each(${JSON.stringify(providers)}))`;
        return (
          orm
            .update(jobs)
            .set({ ...backToQueue(notBefore, deadlineAt), maybeTaken: true })
            // `isInFlight` says nothing new: it is the condition by which SQLite recognises the index.
            .where(and(isInFlight, isSubmitting, isAtOneOf))
            .run().changes
        );
      }),
  };
}
