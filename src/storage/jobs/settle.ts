import { and, eq, sql } from 'drizzle-orm';
import { canMove } from '#domain/lifecycle.ts';
import type { End, JobStore, SettleWrite } from '#domain/ports/job-store.ts';
import type { Database } from '#storage/database.ts';
import { artifacts } from '#storage/schema/artifacts.ts';
import { deliveries } from '#storage/schema/deliveries.ts';
import { type JobRow, jobs } from '#storage/schema/jobs.ts';
import { toEnded } from './job-row.ts';

/** Ends a job inside a running transaction; undefined when it is in none of the expected states. */
export type WriteEnd = (write: SettleWrite) => JobRow | undefined;

/**
 * The one way in which a job ends: the guarded write, what it made, and the delivery it owes, together or not at all.
 * A caller that expects a state from which the life cycle has no way to the end is not believed.
 */
export function createWriteEnd({ orm }: Pick<Database, 'orm'>): WriteEnd {
  const statements = prepare(orm);

  return ({ jobId, end, expected, deliveryId, now }) => {
    const from = expected.filter((state) => canMove(state, end.state));
    const row = statements.end.get({ jobId, now, expected: JSON.stringify(from), ...columnsOf(end) });
    if (!row) return undefined;
    for (const [position, { urls, text }] of sourcesOf(end).entries()) {
      statements.addArtifact.run({
        jobId,
        position,
        urls: JSON.stringify(urls),
        text: text === undefined ? null : Number(text),
      });
    }
    statements.addDelivery.run({ id: deliveryId, jobId, channelId: row.channelId, now });
    return row;
  };
}

export function createSettling({ orm, write }: Database, writeEnd: WriteEnd): Pick<JobStore, 'settle'> {
  const stateOf = orm
    .select({ state: jobs.state })
    .from(jobs)
    .where(eq(jobs.id, sql.placeholder('jobId')))
    .prepare();

  return {
    settle: async (settlement) => {
      const { jobId } = settlement;
      const { row, state } = await write(() => ({ row: writeEnd(settlement), state: stateOf.get({ jobId })?.state }));
      if (row) return { outcome: 'settled', job: toEnded(row) };
      return state ? { outcome: 'unchanged', state } : { outcome: 'unknown_job' };
    },
  };
}

const columnsOf = (end: End) =>
  end.state === 'succeeded'
    ? { state: end.state, success: JSON.stringify(end.success), failure: null }
    : { state: end.state, success: null, failure: JSON.stringify(end.failure) };

const sourcesOf = (end: End) => (end.state === 'succeeded' ? end.sources : []);

function prepare(orm: Database['orm']) {
  const jobId = sql.placeholder('jobId');
  const now = sql.placeholder('now');
  const end = orm
    .update(jobs)
    .set({
      state: sql`${sql.placeholder('state')}`,
      success: sql`${sql.placeholder('success')}`,
      failure: sql`${sql.placeholder('failure')}`,
      endedAt: sql`${now}`,
      dueAt: null,
    })
    .where(and(eq(jobs.id, jobId), sql`${jobs.state} in (select value from json_each(${sql.placeholder('expected')}))`))
    .returning()
    .prepare();
  const addArtifact = orm
    .insert(artifacts)
    .values({
      jobId,
      position: sql.placeholder('position'),
      urls: sql.placeholder('urls'),
      text: sql`${sql.placeholder('text')}`,
    })
    .prepare();
  const addDelivery = orm
    .insert(deliveries)
    .values({
      id: sql.placeholder('id'),
      jobId,
      channelId: sql.placeholder('channelId'),
      createdAt: now,
      nextAt: now,
    })
    .prepare();
  return { end, addArtifact, addDelivery };
}
