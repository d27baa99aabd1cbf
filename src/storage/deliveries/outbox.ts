import { and, eq, sql } from 'drizzle-orm';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { Database } from '#storage/database.ts';
import { prepare } from '#storage/prepared.ts';
import { deliveries } from '#storage/schema/deliveries.ts';
import { isDue, isLeased } from './conditions.ts';
import { toFound } from './delivery-row.ts';

type Outbox = Pick<DeliveryStore, 'markDelivered' | 'postpone' | 'moveOn' | 'giveUp' | 'releaseLeases' | 'findByJob'>;

type End = Parameters<ReturnType<typeof prepareOutbox>['end']['run']>[0];

/** The messages owed. A delivery that has ended is never changed again. */
export function createOutbox({ orm, write, read }: Database): Outbox {
  const statements = prepareOutbox(orm);

  /** Those behind it may be taken, unless they stand behind another: the next claim sees. */
  const letPass = (deliveryId: string) => statements.letPass.run({ id: deliveryId });

  const end = (id: string, how: End) =>
    write(() => {
      statements.end.run({ id, messageId: null, failure: null, error: null, ...how });
      letPass(id);
    });

  return {
    markDelivered: (deliveryId, { messageId, now, failure }) =>
      end(deliveryId, {
        state: 'delivered',
        now,
        messageId: messageId ?? null,
        failure: failure ? JSON.stringify(failure) : null,
      }),

    giveUp: (deliveryId, { now, error }) => end(deliveryId, { state: 'undeliverable', now, error }),

    postpone: (id, { nextAt, error, held, place = 'channel' }) =>
      write(() => {
        statements.postpone.run({ id, nextAt, error, held: Number(held), place });
        if (!held) letPass(id);
      }),

    moveOn: (id, place) =>
      write(() => {
        statements.moveOn.run({ id, place });
      }),

    releaseLeases: () =>
      write(() => {
        const due = { leased: false, nextAt: sql`${deliveries.createdAt}` };
        return orm.update(deliveries).set(due).where(and(isDue, isLeased)).run().changes;
      }),

    findByJob: (jobId) =>
      read(() => {
        const row = statements.byJob.get({ jobId });
        return row && toFound(row);
      }),
  };
}

function prepareOutbox(orm: Database['orm']) {
  const given = (name: string) => sql`${sql.placeholder(name)}`;
  const id = sql.placeholder('id');
  const isItAndDue = and(eq(deliveries.id, id), isDue);
  const end = orm
    .update(deliveries)
    .set({
      state: given('state'),
      endedAt: given('now'),
      messageId: given('messageId'),
      failure: given('failure'),
      lastError: given('error'),
      leased: false,
      held: false,
      behind: null,
    })
    .where(isItAndDue);
  const postpone = orm
    .update(deliveries)
    .set({
      nextAt: given('nextAt'),
      lastError: given('error'),
      held: given('held'),
      place: given('place'),
      leased: false,
      behind: null,
    })
    .where(isItAndDue);
  const moveOn = orm
    .update(deliveries)
    .set({ place: given('place') })
    .where(isItAndDue);
  const letPass = orm.update(deliveries).set({ behind: null }).where(eq(deliveries.behind, id));
  return {
    end: prepare(orm, end),
    postpone: prepare(orm, postpone),
    moveOn: prepare(orm, moveOn),
    letPass: prepare(orm, letPass),
    byJob: orm
      .select()
      .from(deliveries)
      .where(eq(deliveries.jobId, sql.placeholder('jobId')))
      .prepare(),
  };
}
