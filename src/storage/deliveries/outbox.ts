import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { Database } from '#storage/database.ts';
import { deliveries } from '#storage/schema/deliveries.ts';
import { toDelivery, toFound } from './delivery-row.ts';

type Outbox = Omit<DeliveryStore, 'artifactsOf' | 'saveFile'>;

/** Written out, not bound, so that SQLite recognises the partial index. */
const isDue = sql`${deliveries.state} = 'due'`;

/** The messages owed. A delivery that has ended is never changed again. */
export function createOutbox({ orm, write }: Database): Outbox {
  const changeDue = (deliveryId: string, change: Partial<typeof deliveries.$inferInsert>) =>
    write(() => {
      orm
        .update(deliveries)
        .set(change)
        .where(and(eq(deliveries.id, deliveryId), isDue))
        .run();
    });

  return {
    claimDue: createClaimDue({ orm, write }),

    markDelivered: (deliveryId, { messageId, now, failure }) =>
      changeDue(deliveryId, {
        state: 'delivered',
        endedAt: now,
        leased: false,
        messageId: messageId ?? null,
        failure: failure ? JSON.stringify(failure) : null,
        lastError: null,
      }),

    postpone: (deliveryId, { nextAt, error }) => changeDue(deliveryId, { nextAt, leased: false, lastError: error }),

    giveUp: (deliveryId, { now, error }) =>
      changeDue(deliveryId, { state: 'undeliverable', endedAt: now, leased: false, lastError: error }),

    releaseLeases: () =>
      write(() => {
        const due = { leased: false, nextAt: sql`${deliveries.createdAt}` };
        return orm
          .update(deliveries)
          .set(due)
          .where(and(isDue, eq(deliveries.leased, true)))
          .run().changes;
      }),

    findByJob: async (jobId) => {
      const row = orm.select().from(deliveries).where(eq(deliveries.jobId, jobId)).get();
      return row && toFound(row);
    },
  };
}

function createClaimDue({ orm, write }: Pick<Database, 'orm' | 'write'>): DeliveryStore['claimDue'] {
  const oldestDue = orm
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(isDue, lte(deliveries.nextAt, sql.placeholder('now'))))
    .orderBy(asc(deliveries.nextAt), asc(deliveries.id))
    .limit(1)
    .prepare();

  return async ({ now, leaseMs }) => {
    const row = await write(() => {
      const due = oldestDue.get({ now });
      if (!due) return undefined;
      return orm
        .update(deliveries)
        .set({
          leased: true,
          nextAt: now + leaseMs,
          attempts: sql`${deliveries.attempts} + 1`,
          firstAttemptAt: sql`coalesce(${deliveries.firstAttemptAt}, ${now})`,
        })
        .where(and(eq(deliveries.id, due.id), isDue))
        .returning()
        .get();
    });
    return row && toDelivery(row);
  };
}
