import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { PLACES } from '#domain/delivery.ts';
import { jobs } from './jobs.ts';

export const DELIVERY_STATES = ['due', 'delivered', 'undeliverable'] as const;

/** The outbox: one message owed per ended job. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: text('id').primaryKey(),
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id),
    channelId: text('channel_id').notNull(),
    state: text('state', { enum: DELIVERY_STATES }).notNull().default('due'),
    createdAt: integer('created_at').notNull(),
    /** Not to be taken before: the end of a lease or of a pause between two tries. */
    nextAt: integer('next_at').notNull(),
    /** A worker holds it until `next_at`. */
    leased: integer('leased', { mode: 'boolean' }).notNull().default(false),
    attempts: integer('attempts').notNull().default(0),
    firstAttemptAt: integer('first_attempt_at'),
    place: text('place', { enum: PLACES }).notNull().default('channel'),
    /** It was ready and could not be posted: younger ones to the same channel wait behind it. */
    held: integer('held', { mode: 'boolean' }).notNull().default(false),
    /**
     * Id of an older, held delivery to the same channel. Written when a claim comes upon this row, so that the next claims
     * do not; null again when that one ends or is no longer held.
     */
    behind: text('behind'),
    endedAt: integer('ended_at'),
    messageId: text('message_id'),
    /** JSON; what the message had to say instead of the job's success. */
    failure: text('failure'),
    lastError: text('last_error'),
  },
  (delivery) => [
    // findByJob; and a job owes its channel one message, never two.
    uniqueIndex('deliveries_job').on(delivery.jobId),
    // claimDue: the oldest due one that is not known to stand behind another.
    index('deliveries_ready')
      .on(delivery.nextAt, delivery.id)
      .where(sql`${delivery.state} = 'due' and ${delivery.behind} is null`),
    // claimDue: how many are leased in a channel; releaseLeases: all that are leased.
    index('deliveries_leased')
      .on(delivery.channelId, delivery.nextAt)
      .where(sql`${delivery.state} = 'due' and ${delivery.leased}`),
    // claimDue: whether an older one to the same channel is held.
    index('deliveries_held')
      .on(delivery.channelId, delivery.createdAt, delivery.id)
      .where(sql`${delivery.state} = 'due' and ${delivery.held}`),
    // markDelivered, giveUp, postpone: those that waited behind this one. With deliveries_ready: all that are due.
    index('deliveries_behind').on(delivery.behind).where(sql`${delivery.behind} is not null`),
  ],
);

export type DeliveryRow = typeof deliveries.$inferSelect;
