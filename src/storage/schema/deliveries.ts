import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
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
    endedAt: integer('ended_at'),
    messageId: text('message_id'),
    /** JSON; what the message had to say instead of the job's success. */
    failure: text('failure'),
    lastError: text('last_error'),
  },
  (delivery) => [
    // findByJob; and a job owes its channel one message, never two.
    uniqueIndex('deliveries_job').on(delivery.jobId),
    // claimDue: the oldest due one; releaseLeases: all that are leased.
    index('deliveries_due').on(delivery.nextAt, delivery.id).where(sql`${delivery.state} = 'due'`),
  ],
);

export type DeliveryRow = typeof deliveries.$inferSelect;
