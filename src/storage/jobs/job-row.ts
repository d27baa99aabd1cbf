import { failure } from '#domain/failure.ts';
import {
  type EndedJob,
  type Job,
  kindOf,
  type QueuedJob,
  type RunningJob,
  type SubmittingJob,
  type Task,
} from '#domain/job.ts';
import { hasEnded, JOB_STATES } from '#domain/lifecycle.ts';
import { origin } from '#domain/origin.ts';
import { request } from '#domain/request.ts';
import { settlement } from '#domain/settlement.ts';
import { ImpossibleRowError, parseJson } from '#storage/impossible-row.ts';
import type { JobRow } from '#storage/schema/jobs.ts';

const success = settlement.options[0].omit({ sources: true });

const nameOf = (jobId: string): string => `job ${jobId}`;

/** The columns of a job that was just accepted, as SQLite stores them. */
export function toRow(job: QueuedJob) {
  const { answering, ...from } = job.origin;
  return {
    id: job.id,
    provider: job.provider,
    state: job.state,
    kind: kindOf(job),
    request: JSON.stringify(job.request),
    movedFrom: job.movedFrom ?? null,
    maybeTaken: Number(job.maybeTaken ?? false),
    cardMessageId: job.cardMessageId ?? null,
    createdAt: job.createdAt,
    notBefore: job.notBefore,
    deadlineAt: job.deadlineAt,
    dueAt: job.deadlineAt,
    ...from,
    guildId: from.guildId ?? null,
    applicationId: answering?.applicationId ?? null,
    interactionToken: answering?.token ?? null,
  };
}

/** Reads a row as the job it is. Throws {@link ImpossibleRowError}, naming the job, when it is none. */
export function toJob(row: JobRow): Job {
  const state = JOB_STATES.find((known) => known === row.state);
  switch (state) {
    case undefined:
      throw new ImpossibleRowError(nameOf(row.id), `state ${row.state} does not exist`);
    case 'queued':
      return { ...core(row), state, notBefore: row.notBefore };
    case 'submitting':
      return { ...core(row), state, submittedAt: required(row, 'submittedAt') };
    case 'running':
      return { ...core(row), state, submittedAt: required(row, 'submittedAt'), task: requiredTask(row), ...eta(row) };
    case 'succeeded':
      return { ...core(row), ...end(row), state, success: json(row, 'success', success) };
    default:
      return { ...core(row), ...end(row), state, failure: json(row, 'failure', failure) };
  }
}

export function toSubmitting(row: JobRow): SubmittingJob {
  const job = toJob(row);
  if (job.state !== 'submitting') throw unexpected(job);
  return job;
}

export function toRunning(row: JobRow): RunningJob {
  const job = toJob(row);
  if (job.state !== 'running') throw unexpected(job);
  return job;
}

export function toOpen(row: JobRow): QueuedJob | SubmittingJob | RunningJob {
  const job = toJob(row);
  if (isEnded(job)) throw unexpected(job);
  return job;
}

export function toEnded(row: JobRow): EndedJob {
  const job = toJob(row);
  if (!isEnded(job)) throw unexpected(job);
  return job;
}

const isEnded = (job: Job): job is EndedJob => hasEnded(job.state);

const unexpected = (job: Job) => new ImpossibleRowError(nameOf(job.id), `state ${job.state} was just changed from it`);

function core(row: JobRow) {
  return {
    id: row.id,
    provider: row.provider,
    ...(row.movedFrom !== null && { movedFrom: row.movedFrom }),
    ...(row.maybeTaken && { maybeTaken: true }),
    request: json(row, 'request', request),
    origin: originOf(row),
    ...(row.cardMessageId !== null && { cardMessageId: row.cardMessageId }),
    createdAt: row.createdAt,
    deadlineAt: row.deadlineAt,
  };
}

function originOf(row: JobRow) {
  const { channelId, userId, interactionId, attachmentLimitBytes, applicationId, interactionToken } = row;
  const parsed = origin.safeParse({
    ...(row.guildId !== null && { guildId: row.guildId }),
    channelId,
    userId,
    interactionId,
    attachmentLimitBytes,
    ...(interactionToken !== null && { answering: { applicationId, token: interactionToken } }),
  });
  if (!parsed.success) throw new ImpossibleRowError(nameOf(row.id), 'its origin is not one', parsed.error);
  return parsed.data;
}

function end(row: JobRow) {
  const task = taskOf(row);
  return {
    endedAt: required(row, 'endedAt'),
    ...(row.submittedAt !== null && { submittedAt: row.submittedAt }),
    ...(task && { task }),
  };
}

const eta = (row: JobRow) => (row.etaAt === null ? {} : { etaAt: row.etaAt });

function requiredTask(row: JobRow): Task {
  const task = taskOf(row);
  if (!task) throw new ImpossibleRowError(nameOf(row.id), `it is ${row.state} without a task`);
  return task;
}

function taskOf({ family, taskId, pollUrl }: JobRow): Task | undefined {
  if (family === null || taskId === null) return undefined;
  return { family, taskId, ...(pollUrl !== null && { pollUrl }) };
}

function required<K extends keyof JobRow>(row: JobRow, column: K): NonNullable<JobRow[K]> {
  const value = row[column];
  if (value === null || value === undefined) {
    throw new ImpossibleRowError(nameOf(row.id), `it is ${row.state} without ${column}`);
  }
  return value;
}

const json = <T>(
  row: JobRow,
  column: 'request' | 'success' | 'failure',
  schema: { readonly parse: (value: unknown) => T },
): T => parseJson(nameOf(row.id), column, required(row, column), schema);
