import type { SubmittingJob } from '#domain/job.ts';
import type { Origin } from '#domain/origin.ts';
import type { CallbackReading } from '#domain/ports/provider.ts';
import { RUN_DEADLINE_MS } from '#jobs/deadlines.ts';
import { callbackBody } from './scripted-provider.ts';
import { CHANNEL, originOf, REQUEST, type Stage } from './stage.ts';

/** Asks for an image; its status card is up unless `card` is false. */
export async function ask({ bot }: Stage, wishes: Partial<Origin> & { card?: boolean } = {}): Promise<string> {
  const { card = true, ...origin } = wishes;
  const answer = await bot().accept({ provider: 'modelslab', request: REQUEST, origin: originOf(origin) });
  if (answer.outcome !== 'accepted') throw new Error(`not accepted: ${answer.outcome}`);
  if (card) await bot().jobs.attachCard(answer.job.id, '600000000000000001');
  return answer.job.id;
}

/** Takes the next job as the worker does. */
export const claim = ({ bot, clock, provider }: Stage): Promise<SubmittingJob | undefined> =>
  bot().jobs.claimNext({
    provider: provider.name,
    maxInFlight: provider.maxConcurrency,
    now: clock.now(),
    deadlineAfterMs: RUN_DEADLINE_MS,
  });

/** Submits the next job, if one may be submitted now; tells whether there was one. */
export async function submitNext(stage: Stage): Promise<boolean> {
  const job = await claim(stage);
  if (job) await stage.bot().submit(job);
  return job !== undefined;
}

/** Asks for an image and submits it. */
export async function askAndSubmit(stage: Stage): Promise<string> {
  const jobId = await ask(stage);
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
    const delivery = await bot().deliveries.claimDue({ now: clock.now(), leaseMs: 600_000 });
    if (!delivery) return count;
    await bot().deliver(delivery);
  }
}

/** The provider calls back about a job. */
export const callBack = ({ bot }: Stage, jobId: string, reading: CallbackReading | string, provider = 'modelslab') =>
  bot().receiveCallback({
    provider,
    track: { userId: originOf().userId, kind: 'image', channelId: CHANNEL, jobId },
    body: callbackBody(reading),
  });

export const stateOf = async ({ bot }: Stage, jobId: string) => (await bot().jobs.find(jobId))?.state;
