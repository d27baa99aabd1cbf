import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { jobs } from './jobs.ts';

/** One row per produced file, made with the settlement. The columns from `path` on are filled together, once our copy is whole. */
export const artifacts = sqliteTable(
  'artifacts',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id),
    position: integer('position').notNull(),
    /** JSON array, best address first. */
    urls: text('urls').notNull(),
    /** The file is words. */
    text: integer('is_text', { mode: 'boolean' }),
    path: text('path'),
    mediaType: text('media_type'),
    extension: text('extension'),
    bytes: integer('bytes'),
    width: integer('width'),
    height: integer('height'),
    seconds: real('seconds'),
  },
  // artifactsOf and saveFile: a job's artifacts in order.
  (artifact) => [primaryKey({ columns: [artifact.jobId, artifact.position] })],
);

export type ArtifactRow = typeof artifacts.$inferSelect;
