import type { SubmittingJob } from '#domain/job.ts';
import type { Origin } from '#domain/origin.ts';
import type { CallbackReading } from '#domain/ports/provider.ts';
import type { Request } from '#domain/request.ts';
import { RUN_DEADLINE_MS } from '#jobs/deadlines.ts';
import { callbackBody } from './scripted-provider.ts';
import { CHANNEL, originOf, REQUEST, type Stage } from './stage.ts';

type Wishes = Partial<Origin> & {
  readonly card?: boolean;
  readonly request?: Partial<Request>;
  readonly provider?: string;
};

/** Asks for an image; its status card is up unless `card` is false. */
export async function ask({ bot }: Stage, wishes: Wishes = {}): Promise<string> {
  const { card = true, request, provider = 'modelslab', ...origin } = wishes;
  const answer = await bot().accept({ provider, request: { ...REQUEST, ...request }, origin: originOf(origin) });
  if (answer.outcome !== 'accepted') throw new Error(`not accepted: ${answer.outcome}`);
  if (card) await bot().jobs.attachCard(answer.job.id, '600000000000000001');
  return answer.job.id;
}

/** Takes the next job as the worker does, at the first provider unless told otherwise. */
export const claim = ({ bot, clock, provider }: Stage, at = provider): Promise<SubmittingJob | undefined> =>
  bot().jobs.claimNext({
    provider: at.name,
    maxInFlight: at.maxConcurrency,
    now: clock.now(),
    deadlineAfterMs: RUN_DEADLINE_MS,
  });

/** Submits the next job, if one may be submitted now; tells whether there was one. */
export async function submitNext(stage: Stage, at = stage.provider): Promise<boolean> {
  const job = await claim(stage, at);
  if (job) await stage.bot().submit(job);
  await stage.bot().errands.finished();
  return job !== undefined;
}

/** Asks for an image and submits it. */
export async function askAndSubmit(stage: Stage, wishes: Wishes = {}): Promise<string> {
  const jobId = await ask(stage, wishes);
  await submitNext(stage);
  return jobId;
}

/** Reconciles every job that is due now; tells how many. */
export async function reconcileDue(stage: Stage): Promise<number> {
  const { bot, clock } = stage;
  for (let count = 0; ; count += 1) {
    const due = await bot().jobs.claimDue({ now: clock.now(), leaseMs: 60_000 });
    if (!due) return count;
    await bot().reconcile(due);
  }
}

/** Delivers everything that is due now; tells how many tries that were. */
export async function deliverDue(stage: Stage): Promise<number> {
  const { bot, clock } = stage;
  for (let count = 0; ; count += 1) {
    const delivery = await bot().deliveries.claimDue({ now: clock.now(), leaseMs: 600_000, maxPerChannel: 2 });
    if (!delivery) return count;
    await bot().deliver(delivery);
    await bot().errands.finished();
  }
}

/** The provider calls back about a job. */
export const callBack = ({ bot }: Stage, jobId: string, reading: CallbackReading | string, provider = 'modelslab') =>
  bot().receiveCallback({
    provider,
    track: { userId: originOf().userId, kind: 'image', channelId: CHANNEL, jobId },
    body: callbackBody(reading),
    headers: {},
  });

export const stateOf = async ({ bot }: Stage, jobId: string) => (await bot().jobs.find(jobId))?.state;
