import { and, eq, sql } from 'drizzle-orm';
import { hasEnded, type JobState, statesBefore } from '#domain/lifecycle.ts';
import type { CallbackVerdict, CallbackWrite, JobStore } from '#domain/ports/job-store.ts';
import type { Database } from '#storage/database.ts';
import { prepare } from '#storage/prepared.ts';
import { callbacks } from '#storage/schema/callbacks.ts';
import { jobs } from '#storage/schema/jobs.ts';
import { isInFlight } from './conditions.ts';
import type { WriteEnd } from './settle.ts';

type Known = readonly [provider: string, state: JobState, taskId: string | null];

/**
 * Callbacks come in any order: before the submit's answer was written, twice, after the end. The job decides what one
 * means, and the callback is kept beside what followed from it.
 */
export function createReceivingCallbacks(
  { orm, write }: Database,
  writeEnd: WriteEnd,
): Pick<JobStore, 'receiveCallback'> {
  const statements = prepareCallback(orm);

  function follow({ jobId, news, receivedAt, deliveryId }: CallbackWrite, [, state, known]: Known): JobVerdict {
    if (hasEnded(state)) return 'repeated';
    if (news.news === 'progress') return 'progress';
    if (news.news === 'nonsense' || namesAnotherTask(news, known)) {
      statements.pollNow.run({ jobId, now: receivedAt });
      return 'doubtful';
    }
    const expected = statesBefore(news.end.state);
    return writeEnd({ jobId, end: news.end, expected, deliveryId, now: receivedAt }) ? 'settled' : 'repeated';
  }

  return {
    receiveCallback: (callback) =>
      write(() => {
        const { id, provider, jobId, receivedAt, body } = callback;
        const job = statements.find.get({ jobId });
        if (job && job[0] !== provider) return 'wrong_provider';
        const verdict = job ? follow(callback, job) : 'unknown_job';
        statements.keep.run({ id, provider, jobId, receivedAt, body, verdict });
        return verdict;
      }),
  };
}

type JobVerdict = Exclude<CallbackVerdict, 'unknown_job' | 'wrong_provider'>;

/** A job without a task yet takes the callback's word: its signed track id has proved that it is meant. */
const namesAnotherTask = ({ taskId }: { readonly taskId?: string }, known: string | null): boolean =>
  taskId !== undefined && known !== null && taskId !== known;

function prepareCallback(orm: Database['orm']) {
  const jobId = sql.placeholder('jobId');
  const find = orm
    .select({ provider: jobs.provider, state: jobs.state, taskId: jobs.taskId })
    .from(jobs)
    .where(eq(jobs.id, jobId));
  const pollNow = orm
    .update(jobs)
    .set({ dueAt: sql`min(${jobs.dueAt}, ${sql.placeholder('now')})` })
    .where(and(eq(jobs.id, jobId), isInFlight));
  const keep = orm.insert(callbacks).values({
    id: sql.placeholder('id'),
    provider: sql.placeholder('provider'),
    jobId,
    receivedAt: sql.placeholder('receivedAt'),
    body: sql.placeholder('body'),
    verdict: sql.placeholder('verdict'),
  });
  return { find: prepare<Known>(orm, find), pollNow: prepare(orm, pollNow), keep: prepare(orm, keep) };
}
