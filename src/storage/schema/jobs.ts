import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { KINDS } from '#domain/kind.ts';
import { JOB_STATES } from '#domain/lifecycle.ts';

/**
 * One row per accepted request. Times are milliseconds since the epoch; `request`, `success` and `failure` are JSON of
 * the domain's shapes and are parsed on every read.
 *
 * (provider, family, task_id) is not unique here on purpose: a provider that recognises a repeat may answer two submits
 * with one task. It has accepted both, so both jobs follow that task. A callback finds its job by the signed track id;
 * only one that comes without, of a workflow, is given to the newest job of its task.
 */
export const jobs = sqliteTable(
  'jobs',
  {
    id: text('id').primaryKey(),
    interactionId: text('interaction_id').notNull(),
    provider: text('provider').notNull(),
    /** The model that was asked for first, once the job has moved to another provider. */
    movedFrom: text('moved_from'),
    /** A submit of unknown fate lies behind it. */
    maybeTaken: integer('maybe_taken', { mode: 'boolean' }).notNull().default(false),
    kind: text('kind', { enum: KINDS }).notNull(),
    state: text('state', { enum: JOB_STATES }).notNull(),
    request: text('request').notNull(),
    guildId: text('guild_id'),
    channelId: text('channel_id').notNull(),
    userId: text('user_id').notNull(),
    attachmentLimitBytes: integer('attachment_limit_bytes').notNull(),
    /** With the next one: how the interaction can still be answered. Filled together. */
    applicationId: text('application_id'),
    interactionToken: text('interaction_token'),
    cardMessageId: text('card_message_id'),
    createdAt: integer('created_at').notNull(),
    notBefore: integer('not_before').notNull(),
    deadlineAt: integer('deadline_at').notNull(),
    /** When the job is to be looked at next: its poll or its deadline, whichever comes first. Null once it has ended. */
    dueAt: integer('due_at'),
    submittedAt: integer('submitted_at'),
    family: text('family'),
    taskId: text('task_id'),
    pollUrl: text('poll_url'),
    polls: integer('polls').notNull().default(0),
    doubtSince: integer('doubt_since'),
    etaAt: integer('eta_at'),
    endedAt: integer('ended_at'),
    success: text('success'),
    failure: text('failure'),
  },
  (job) => [
    // accept: one interaction makes at most one job.
    uniqueIndex('jobs_interaction').on(job.interactionId),
    // claimNext: who waits at a provider, and each member's oldest job; accept: how many wait there.
    index('jobs_waiting')
      .on(job.provider, job.userId, job.createdAt, job.id, job.notBefore)
      .where(sql`${job.state} = 'queued'`),
    // claimNext: jobs in flight at a provider, in all and by member; requeueStranded: those of some providers.
    index('jobs_in_flight').on(job.provider, job.userId).where(sql`${job.state} in ('submitting', 'running')`),
    // claimNext: when a member was last served at a provider.
    index('jobs_served').on(job.provider, job.userId, job.submittedAt).where(sql`${job.submittedAt} is not null`),
    // claimDue: the soonest look; countOpen: all open jobs by state.
    index('jobs_due').on(job.dueAt, job.state).where(sql`${job.dueAt} is not null`),
    // findByTask: the newest job of a task.
    index('jobs_by_task').on(job.provider, job.family, job.taskId, job.id).where(sql`${job.taskId} is not null`),
    // listByMember: newest first in one guild or in direct messages.
    index('jobs_by_member').on(job.userId, job.guildId, job.createdAt, job.id),
  ],
);

export type JobRow = typeof jobs.$inferSelect;
