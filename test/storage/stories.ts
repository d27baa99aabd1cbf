import type { Failure } from '#domain/failure.ts';
import type { QueuedJob, Task } from '#domain/job.ts';
import type { Kind } from '#domain/kind.ts';
import type { CallbackWrite, End, JobStore } from '#domain/ports/job-store.ts';

/** A round instant; every time in these tests is counted from it, in milliseconds. */
export const NOON = 1_800_000_000_000;

export const IMAGE_DEADLINE_MS = 600_000;

export const DEADLINES: Readonly<Record<Kind, number>> = {
  image: IMAGE_DEADLINE_MS,
  video: 1,
  audio: 1,
  '3d': 1,
  edit: 1,
  train: 1,
  workflow: 1,
};

export const ADA = '100000000000000001';
export const BRUNO = '100000000000000002';
export const MIRA = '100000000000000003';
export const GUILD = '200000000000000001';
export const CHANNEL = '300000000000000001';

export const TASK: Task = { family: 'images', taskId: '9001', pollUrl: 'https://modelslab.test/fetch/9001' };

let made = 0;
const nextNumber = () => {
  made += 1;
  return made;
};

/** Ids in rising order, as the Ids port makes them. */
export const nextId = (): string => `01k${String(nextNumber()).padStart(23, '0')}`;

type Wishes = Partial<QueuedJob> & { readonly userId?: string; readonly guildId?: string | null };

/** A job that Ada has just asked for in the guild's channel. */
export function queuedJob({ userId = ADA, guildId = GUILD, ...wishes }: Wishes = {}): QueuedJob {
  const number = nextNumber();
  return {
    id: nextId(),
    provider: 'modelslab',
    state: 'queued',
    request: {
      use: 'imagine',
      model: 'modelslab/flux',
      prompt: 'a bower of blue things',
      options: { aspect: '1:1', count: 1, seed: 7 },
      inputs: [],
      nsfwAllowed: false,
    },
    origin: {
      ...(guildId !== null && { guildId }),
      channelId: CHANNEL,
      userId,
      interactionId: String(400_000_000_000_000_000n + BigInt(number)),
      attachmentLimitBytes: 10_485_760,
    },
    createdAt: NOON + number,
    notBefore: NOON,
    deadlineAt: NOON + 3_600_000,
    ...wishes,
  };
}

export const claimAt = (now: number, maxInFlight = 5) => ({
  provider: 'modelslab',
  maxInFlight,
  now,
  deadlineAfterMs: DEADLINES,
});

/** Accepts a job and takes it into `submitting`. */
export async function submitting(jobs: JobStore, wishes?: Wishes): Promise<QueuedJob> {
  const job = queuedJob(wishes);
  await jobs.accept(job);
  const claimed = await jobs.claimNext(claimAt(NOON + 1_000));
  if (claimed?.id !== job.id) throw new Error(`expected ${job.id} to be next, not ${claimed?.id}`);
  return job;
}

/** Accepts a job and takes it into `running` with {@link TASK}, its next poll 30 s after noon. */
export async function running(jobs: JobStore, wishes?: Wishes): Promise<QueuedJob> {
  const job = await submitting(jobs, wishes);
  await jobs.markRunning(job.id, { task: TASK, pollAt: NOON + 30_000 });
  return job;
}

export const SUCCESS: End = {
  state: 'succeeded',
  success: { outcome: 'succeeded', model: 'flux-2', seed: 7 },
  sources: [{ urls: ['https://cdn.test/1.png', 'https://mirror.test/1.png'] }, { urls: ['https://cdn.test/2.png'] }],
};

export const MODERATED: Failure = { reason: 'refused_by_moderation', detail: 'NSFW content' };

export const FAILED: End = { state: 'failed', failure: MODERATED };

/** A callback of the provider about a job; a success unless told otherwise. */
export const callbackFor = (job: { readonly id: string }, wishes: Partial<CallbackWrite> = {}): CallbackWrite => ({
  id: nextId(),
  provider: 'modelslab',
  jobId: job.id,
  receivedAt: NOON + 5_000,
  body: '{"status":"success"}',
  news: { news: 'ended', end: SUCCESS },
  deliveryId: nextId(),
  ...wishes,
});
