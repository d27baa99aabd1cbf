import { asc, inArray, lt, sql } from 'drizzle-orm';
import type { UpkeepStore } from '#domain/ports/upkeep-store.ts';
import type { Database } from './database.ts';
import { isOpen } from './jobs/conditions.ts';
import { callbacks } from './schema/callbacks.ts';
import { jobs } from './schema/jobs.ts';
import { createLastMoment } from './upkeep/last-moment.ts';
import { DUE_HALVES, jobsOwing } from './upkeep/owed.ts';
import { createShiftTimes } from './upkeep/shift-times.ts';

/** What keeps a long-lived database fit, in SQLite. Nothing here reads the history of what has ended. */
export function createUpkeepStore({ database }: { readonly database: Database }): Required<UpkeepStore> {
  const { orm, write, read } = database;
  return {
    shiftTimes: createShiftTimes(database),
    lastMoment: createLastMoment(database),

    unfinishedJobs: () =>
      read(() => {
        const open = orm.select({ jobId: jobs.id }).from(jobs).where(isOpen).all();
        const owing = DUE_HALVES.flatMap((half) => jobsOwing(database, half).all());
        return [...open, ...owing].map(({ jobId }) => jobId);
      }),

    forgetCallbacks: ({ before, limit }) =>
      write(() => {
        const rowid = sql.raw('rowid');
        const oldest = orm
          .select({ rowid })
          .from(callbacks)
          .where(lt(callbacks.receivedAt, before))
          .orderBy(asc(callbacks.receivedAt))
          .limit(limit);
        return orm.delete(callbacks).where(inArray(rowid, oldest)).run().changes;
      }),
  };
}
