import { and, asc, count, desc, eq, gt, gte, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { Database } from '#storage/database.ts';
import { prepare } from '#storage/prepared.ts';
import { deliveries } from '#storage/schema/deliveries.ts';
import { isDue, isHeld, isLeased } from './conditions.ts';
import { toDelivery } from './delivery-row.ts';

type Claim = Parameters<DeliveryStore['claimDue']>[0];

/**
 * The oldest due delivery, unless an older one to its channel is held: then it is written down behind that one, so that no
 * later claim looks at it before that one has ended. After an outage of hours thousands wait like this, and a claim still
 * costs a look at one row.
 */
export function createClaimDue({ orm, write }: Database): Pick<DeliveryStore, 'claimDue'> {
  const statements = prepareClaim(orm);

  function claim({ now, leaseMs, maxPerChannel }: Claim) {
    for (;;) {
      const due = statements.oldestDue.get({ now, maxPerChannel });
      if (!due) return undefined;
      const held = statements.olderHeld.get(due);
      if (!held) return statements.lease.get({ id: due.id, now, until: now + leaseMs });
      statements.standBehind.run({ id: due.id, held: held.id });
    }
  }

  return {
    claimDue: async (wish) => {
      const row = await write(() => claim(wish));
      return row && toDelivery(row);
    },
  };
}

function prepareClaim(orm: Database['orm']) {
  const now = sql.placeholder('now');
  const { id, channelId, createdAt } = deliveries;

  const busyChannels = orm
    .select({ channelId })
    .from(deliveries)
    // A lease that has run out holds no place.
    .where(and(isDue, isLeased, gt(deliveries.nextAt, now)))
    .groupBy(channelId)
    .having(gte(count(), sql.placeholder('maxPerChannel')));
  const oldestDue = orm
    .select({ id, channelId, createdAt })
    .from(deliveries)
    .where(and(isDue, isNull(deliveries.behind), lte(deliveries.nextAt, now), sql`${channelId} not in ${busyChannels}`))
    .orderBy(asc(deliveries.nextAt), asc(id))
    .limit(1)
    .prepare();

  const since = sql.placeholder('createdAt');
  const isOlder = or(lt(createdAt, since), and(eq(createdAt, since), lt(id, sql.placeholder('id'))));
  const olderHeld = orm
    .select({ id })
    .from(deliveries)
    .where(and(isDue, isHeld, eq(channelId, sql.placeholder('channelId')), isOlder))
    // The nearest in front, so that what waits is looked at once for each that goes.
    .orderBy(desc(createdAt), desc(id))
    .limit(1)
    .prepare();

  const isIt = eq(id, sql.placeholder('id'));
  const standBehind = orm
    .update(deliveries)
    // Held itself from now on: those that wait go one by one, or the second could overtake the first.
    .set({ behind: sql`${sql.placeholder('held')}`, held: true })
    .where(isIt);
  const lease = orm
    .update(deliveries)
    .set({
      leased: true,
      nextAt: sql`${sql.placeholder('until')}`,
      attempts: sql`${deliveries.attempts} + 1`,
      firstAttemptAt: sql`coalesce(${deliveries.firstAttemptAt}, ${now})`,
    })
    .where(and(isIt, isDue))
    .returning()
    .prepare();

  return { oldestDue, olderHeld, standBehind: prepare(orm, standBehind), lease };
}
