import { and, eq, sql } from 'drizzle-orm';
import { canMove } from '#domain/lifecycle.ts';
import type { End, JobStore, SettleWrite } from '#domain/ports/job-store.ts';
import type { Database } from '#storage/database.ts';
import { prepare } from '#storage/prepared.ts';
import { artifacts } from '#storage/schema/artifacts.ts';
import { deliveries } from '#storage/schema/deliveries.ts';
import { jobs } from '#storage/schema/jobs.ts';
import { toEnded } from './job-row.ts';

/** Ends a job inside a running transaction; false when it is in none of the expected states. */
export type WriteEnd = (write: SettleWrite) => boolean;

/**
 * The one way in which a job ends: the guarded write, what it made, and the delivery it owes, together or not at all.
 * A caller that expects a state from which the life cycle has no way to the end is not believed.
 */
export function createWriteEnd({ orm }: Pick<Database, 'orm'>): WriteEnd {
  const statements = prepareEnd(orm);

  return ({ jobId, end, expected, deliveryId, now }) => {
    const [first = null, second = null, third = null] = expected.filter((state) => canMove(state, end.state));
    const ended = statements.end.get({ jobId, now, first, second, third, ...columnsOf(end) });
    if (!ended) return false;
    const [channelId] = ended;
    let position = 0;
    for (const { urls, text } of sourcesOf(end)) {
      const isText = text === undefined ? null : Number(text);
      statements.addArtifact.run({ jobId, position, urls: JSON.stringify(urls), isText });
      position += 1;
    }
    statements.addDelivery.run({ id: deliveryId, jobId, channelId, now });
    return true;
  };
}

export function createSettling({ orm, write }: Database, writeEnd: WriteEnd): Pick<JobStore, 'settle'> {
  const byId = orm
    .select()
    .from(jobs)
    .where(eq(jobs.id, sql.placeholder('jobId')))
    .prepare();

  return {
    settle: async (settlement) => {
      const { jobId } = settlement;
      const { changed, row } = await write(() => ({ changed: writeEnd(settlement), row: byId.get({ jobId }) }));
      if (!row) return { outcome: 'unknown_job' };
      return changed ? { outcome: 'settled', job: toEnded(row) } : { outcome: 'unchanged', state: row.state };
    },
  };
}

const columnsOf = (end: End) =>
  end.state === 'succeeded'
    ? { state: end.state, success: JSON.stringify(end.success), failure: null }
    : { state: end.state, success: null, failure: JSON.stringify(end.failure) };

const sourcesOf = (end: End) => (end.state === 'succeeded' ? end.sources : []);

function prepareEnd(orm: Database['orm']) {
  const jobId = sql.placeholder('jobId');
  const now = sql.placeholder('now');
  // No more than three states are open, and nothing ends twice.
  const isExpected = sql`${jobs.state} in (${sql.placeholder('first')}, ${sql.placeholder('second')}, ${sql.placeholder('third')})`;
  const end = orm
    .update(jobs)
    .set({
      state: sql`${sql.placeholder('state')}`,
      success: sql`${sql.placeholder('success')}`,
      failure: sql`${sql.placeholder('failure')}`,
      endedAt: sql`${now}`,
      dueAt: null,
    })
    .where(and(eq(jobs.id, jobId), isExpected))
    .returning({ channelId: jobs.channelId });
  const addArtifact = orm.insert(artifacts).values({
    jobId,
    position: sql.placeholder('position'),
    urls: sql.placeholder('urls'),
    text: sql`${sql.placeholder('isText')}`,
  });
  const addDelivery = orm.insert(deliveries).values({
    id: sql.placeholder('id'),
    jobId,
    channelId: sql.placeholder('channelId'),
    createdAt: now,
    nextAt: now,
  });
  return {
    end: prepare<readonly [channelId: string]>(orm, end),
    addArtifact: prepare(orm, addArtifact),
    addDelivery: prepare(orm, addDelivery),
  };
}
