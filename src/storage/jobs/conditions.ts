import { type SQL, sql } from 'drizzle-orm';
import { jobs } from '#storage/schema/jobs.ts';

// Written out, not bound, so that SQLite recognises a partial index by its own condition when it prepares a statement.

export const isQueued: SQL = sql`${jobs.state} = 'queued'`;
export const isSubmitting: SQL = sql`${jobs.state} = 'submitting'`;
export const isInFlight: SQL = sql`${jobs.state} in ('submitting', 'running')`;
export const isOpen: SQL = sql`${jobs.dueAt} is not null`;
export const wasServed: SQL = sql`${jobs.submittedAt} is not null`;
