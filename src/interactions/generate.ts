import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { statusCard } from '#discord/render/status-card.ts';
import { complaintsOf } from '#domain/complaints.ts';
import type { Request } from '#domain/request.ts';
import type { Acceptance } from '#jobs/accept.ts';
import { complaintWords } from './complaint-words.ts';
import type { Desk } from './desk.ts';
import { originOf } from './place.ts';
import { refuse, refuseUnstored } from './refuse.ts';
import { showCard } from './show-card.ts';

type Asked = ButtonInteraction | ChatInputCommandInteraction;

/**
 * Makes a request a job and answers with its status card. What its model cannot do is refused first.
 * @returns whether the request was accepted
 */
export async function generate(interaction: Asked, request: Request, desk: Desk): Promise<boolean> {
  const model = desk.catalogue.find(request.model);
  const complaints = model && complaintsOf(request, model);
  if (!model || (complaints && complaints.length > 0)) {
    const why = model
      ? complaintWords(complaints ?? [], model)
      : 'This model is no longer offered. Choose another one.';
    await refuse(interaction, why);
    return false;
  }
  const acceptance = await accept(interaction, { provider: model.provider, request }, desk);
  if (acceptance?.outcome !== 'accepted') return false;

  const { job, ahead } = acceptance;
  try {
    const cardMessageId = await showCard(interaction, statusCard(job, { ahead }));
    if (cardMessageId) await attachCard(job.id, cardMessageId, desk);
  } finally {
    // Without a card the job is still accepted: its result will stand on its own.
    desk.cardIsUp();
  }
  return true;
}

/** Undefined when nothing could be stored: whatever made it fail, there is no job, and the asker has been told. */
async function accept(
  interaction: Asked,
  asked: { readonly provider: string; readonly request: Request },
  desk: Desk,
): Promise<Acceptance | undefined> {
  try {
    return await desk.accept({ ...asked, origin: originOf(interaction) });
  } catch (error) {
    await refuseUnstored(interaction, error, desk);
    return undefined;
  }
}

/** From here on the card follows the job; what happened to it before the card was known is caught up with. */
async function attachCard(jobId: string, cardMessageId: string, { jobs, messenger }: Desk): Promise<void> {
  await jobs.attachCard(jobId, cardMessageId);
  const job = await jobs.find(jobId);
  if (job?.state === 'running') await messenger.refreshCard(job);
}
