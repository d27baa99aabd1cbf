import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * The lists of models that providers told, in pages of some hundred models each: written whole in one transaction, a list
 * of 50,000 costs a third of what a row per model costs, and is read page by page, so that nobody waits for the whole.
 */
export const models = sqliteTable(
  'models',
  {
    provider: text('provider').notNull(),
    page: integer('page').notNull(),
    /** The same on every page of a list. */
    fetchedAt: integer('fetched_at').notNull(),
    /** JSON array; empty on the one page of an empty list. */
    models: text('models').notNull(),
  },
  // load: pages in order; save: a provider's pages.
  (model) => [primaryKey({ columns: [model.provider, model.page] })],
);
