import { inArray, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { UpkeepStore } from '#domain/ports/upkeep-store.ts';
import type { Database } from '#storage/database.ts';
import { isOpen } from '#storage/jobs/conditions.ts';
import { deliveries } from '#storage/schema/deliveries.ts';
import { jobs } from '#storage/schema/jobs.ts';
import { DUE_HALVES, jobsOwing } from './owed.ts';

/**
 * The times of whatever has not come to its end: also when it was made, since ages are waited for as well, those of a
 * card, of an interaction's token, of a message that is owed; and since what is held is ordered by it.
 */
export function createShiftTimes({ orm, write }: Database): UpkeepStore['shiftTimes'] {
  return (byMs) =>
    write(() => {
      const later = (column: SQLiteColumn) => sql`${column} + ${byMs}`;
      const createdAt = later(jobs.createdAt);
      const { notBefore, deadlineAt, dueAt, submittedAt, doubtSince, etaAt } = jobs;
      orm
        .update(jobs)
        .set({
          createdAt,
          notBefore: later(notBefore),
          deadlineAt: later(deadlineAt),
          dueAt: later(dueAt),
          submittedAt: later(submittedAt),
          doubtSince: later(doubtSince),
          etaAt: later(etaAt),
        })
        .where(isOpen)
        .run();
      for (const half of DUE_HALVES) {
        const ended = inArray(jobs.id, jobsOwing({ orm }, half));
        orm.update(jobs).set({ createdAt }).where(ended).run();
      }
      const times = {
        createdAt: later(deliveries.createdAt),
        nextAt: later(deliveries.nextAt),
        firstAttemptAt: later(deliveries.firstAttemptAt),
      };
      for (const half of DUE_HALVES) orm.update(deliveries).set(times).where(half).run();
    });
}
