import { and, asc, count, eq, lte, min, sql } from 'drizzle-orm';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Database } from '#storage/database.ts';
import { jobs } from '#storage/schema/jobs.ts';
import { isInFlight, isQueued, wasServed } from './conditions.ts';
import { toSubmitting } from './job-row.ts';

type Claim = Parameters<JobStore['claimNext']>[0];

/**
 * The fair choice in three steps: is there room at the provider, whose turn is it, which is that member's oldest job.
 * Grouped by member, so that one member's thousand jobs cost one look at an index, not a thousand.
 */
export function createClaimingNext({ orm, write }: Database): Pick<JobStore, 'claimNext'> {
  const statements = prepare(orm);

  function claim({ provider, maxInFlight, now, deadlineAfterMs }: Claim) {
    const inFlight = statements.inFlight.get({ provider })?.count ?? 0;
    if (inFlight >= maxInFlight) return undefined;
    const member = statements.nextMember.get({ provider, now });
    if (!member) return undefined;
    const next = statements.oldestOf.get({ provider, now, userId: member.userId });
    if (!next) return undefined;
    return statements.take.get({ jobId: next.id, now, deadlineAt: now + deadlineAfterMs[next.kind] });
  }

  return {
    claimNext: async (wish) => {
      const row = await write(() => claim(wish));
      return row && toSubmitting(row);
    },
  };
}

function prepare(orm: Database['orm']) {
  const provider = sql.placeholder('provider');
  const now = sql.placeholder('now');
  const isReady = and(eq(jobs.provider, provider), isQueued, lte(jobs.notBefore, now));

  const inFlight = orm
    .select({ count: count() })
    .from(jobs)
    .where(and(eq(jobs.provider, provider), isInFlight))
    .prepare();

  const ready = orm
    .select({ userId: jobs.userId, oldestAt: min(jobs.createdAt).as('oldest_at') })
    .from(jobs)
    .where(isReady)
    .groupBy(jobs.userId)
    .as('ready');
  const ofThatMember = sql`${jobs.provider} = ${provider} and ${jobs.userId} = ${ready.userId}`;
  const busyWith = sql`(select count(*) from ${jobs} where ${ofThatMember} and ${isInFlight})`;
  const lastServedAt = sql`(select max(${jobs.submittedAt}) from ${jobs} where ${ofThatMember} and ${wasServed})`;
  const nextMember = orm
    .select({ userId: ready.userId })
    .from(ready)
    // Null, for a member who was never served, sorts first.
    .orderBy(asc(busyWith), asc(lastServedAt), asc(ready.oldestAt), asc(ready.userId))
    .limit(1)
    .prepare();

  const oldestOf = orm
    .select({ id: jobs.id, kind: jobs.kind })
    .from(jobs)
    .where(and(isReady, eq(jobs.userId, sql.placeholder('userId'))))
    .orderBy(asc(jobs.createdAt), asc(jobs.id))
    .limit(1)
    .prepare();

  const deadlineAt = sql`${sql.placeholder('deadlineAt')}`;
  const take = orm
    .update(jobs)
    .set({ state: 'submitting', submittedAt: sql`${now}`, deadlineAt, dueAt: deadlineAt })
    .where(and(eq(jobs.id, sql.placeholder('jobId')), isQueued))
    .returning()
    .prepare();

  return { inFlight, nextMember, oldestOf, take };
}
