import { type SQL, sql } from 'drizzle-orm';
import { deliveries } from '#storage/schema/deliveries.ts';

// Written out, not bound, so that SQLite recognises a partial index by its own condition when it prepares a statement.

export const isDue: SQL = sql`${deliveries.state} = 'due'`;
export const isLeased: SQL = sql`${deliveries.leased}`;
export const isHeld: SQL = sql`${deliveries.held}`;
