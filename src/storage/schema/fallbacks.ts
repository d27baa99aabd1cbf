import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { KINDS } from '#domain/kind.ts';

/** The model that a server's jobs of one kind move to when the first provider cannot take them. */
export const fallbacks = sqliteTable(
  'fallbacks',
  {
    guildId: text('guild_id').notNull(),
    kind: text('kind', { enum: KINDS }).notNull(),
    model: text('model').notNull(),
  },
  // find, set, clear: one row; list: a guild's rows.
  (fallback) => [primaryKey({ columns: [fallback.guildId, fallback.kind] })],
);
