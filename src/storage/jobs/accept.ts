import { and, count, eq, sql } from 'drizzle-orm';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Database } from '#storage/database.ts';
import { prepare } from '#storage/prepared.ts';
import { jobs } from '#storage/schema/jobs.ts';
import { isQueued } from './conditions.ts';
import { toRow } from './job-row.ts';

/** How a job comes into the queue. */
export function createAccepting({ orm, write }: Database): Pick<JobStore, 'accept' | 'attachCard'> {
  const waiting = orm
    .select({ ahead: count() })
    .from(jobs)
    .where(and(eq(jobs.provider, sql.placeholder('provider')), isQueued))
    .prepare();
  const insert = prepareInsert(orm);
  const attach = prepare(
    orm,
    orm
      .update(jobs)
      .set({ cardMessageId: sql`${sql.placeholder('cardMessageId')}` })
      .where(eq(jobs.id, sql.placeholder('jobId'))),
  );

  return {
    accept: (job) =>
      write(() => {
        const ahead = waiting.get({ provider: job.provider })?.ahead ?? 0;
        return insert.run(toRow(job)) === 0 ? { outcome: 'duplicate' } : { outcome: 'accepted', ahead };
      }),

    attachCard: (jobId, cardMessageId) =>
      write(() => {
        attach.run({ jobId, cardMessageId });
      }),
  };
}

function prepareInsert(orm: Database['orm']) {
  const slot = (column: keyof ReturnType<typeof toRow>) => sql.placeholder(column);
  const insert = orm
    .insert(jobs)
    .values({
      id: slot('id'),
      interactionId: slot('interactionId'),
      provider: slot('provider'),
      movedFrom: slot('movedFrom'),
      maybeTaken: slot('maybeTaken'),
      kind: slot('kind'),
      state: slot('state'),
      request: slot('request'),
      guildId: slot('guildId'),
      channelId: slot('channelId'),
      userId: slot('userId'),
      attachmentLimitBytes: slot('attachmentLimitBytes'),
      applicationId: slot('applicationId'),
      interactionToken: slot('interactionToken'),
      cardMessageId: slot('cardMessageId'),
      createdAt: slot('createdAt'),
      notBefore: slot('notBefore'),
      deadlineAt: slot('deadlineAt'),
      dueAt: slot('dueAt'),
    })
    .onConflictDoNothing({ target: jobs.interactionId });
  return prepare(orm, insert);
}
