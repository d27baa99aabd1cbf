import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * Every callback that was answered with 200, as received. `job_id` is no foreign key: a callback whose job is gone is
 * kept as well.
 */
export const callbacks = sqliteTable(
  'callbacks',
  {
    id: text('id').primaryKey(),
    provider: text('provider').notNull(),
    jobId: text('job_id').notNull(),
    receivedAt: integer('received_at').notNull(),
    body: text('body').notNull(),
    /** What it did. */
    verdict: text('verdict', { enum: ['settled', 'repeated', 'progress', 'doubtful', 'unknown_job'] }).notNull(),
  },
  // forgetCallbacks: the oldest.
  (callback) => [index('callbacks_received').on(callback.receivedAt)],
);
