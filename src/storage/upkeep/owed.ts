import { and, isNotNull, isNull, type SQL } from 'drizzle-orm';
import type { Database } from '#storage/database.ts';
import { isDue } from '#storage/deliveries/conditions.ts';
import { deliveries } from '#storage/schema/deliveries.ts';

/** All deliveries that are due, in two halves, each of which has an index of its own. */
export const DUE_HALVES = [and(isDue, isNull(deliveries.behind)), and(isDue, isNotNull(deliveries.behind))];

/** The jobs of those deliveries. */
export const jobsOwing = ({ orm }: Pick<Database, 'orm'>, half: SQL | undefined) =>
  orm.select({ jobId: deliveries.jobId }).from(deliveries).where(half);
