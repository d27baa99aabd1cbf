import { max } from 'drizzle-orm';
import type { UpkeepStore } from '#domain/ports/upkeep-store.ts';
import type { Database } from '#storage/database.ts';
import { isOpen } from '#storage/jobs/conditions.ts';
import { deliveries } from '#storage/schema/deliveries.ts';
import { jobs } from '#storage/schema/jobs.ts';
import { DUE_HALVES } from './owed.ts';

/**
 * Only of what is unfinished: that is what waits, and what `shiftTimes` moves along, so that a second start before the old
 * time has come round again finds nothing more to move.
 */
export function createLastMoment({ orm, read }: Database): NonNullable<UpkeepStore['lastMoment']> {
  const asked = orm
    .select({ at: max(jobs.createdAt), sentAt: max(jobs.submittedAt) })
    .from(jobs)
    .where(isOpen);
  const owed = DUE_HALVES.map((half) =>
    orm
      .select({ at: max(deliveries.createdAt) })
      .from(deliveries)
      .where(half),
  );
  return () =>
    read(() => {
      const { at, sentAt } = asked.get() ?? {};
      const times = [at, sentAt, ...owed.map((newest) => newest.get()?.at)].filter((time) => typeof time === 'number');
      return times.length > 0 ? Math.max(...times) : undefined;
    });
}
