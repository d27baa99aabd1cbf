import type { ButtonInteraction } from 'discord.js';
import { Routes } from 'discord.js';
import { plain } from '#discord/render/text.ts';
import type { Input } from '#domain/input.ts';
import type { Request } from '#domain/request.ts';
import type { Desk } from './desk.ts';
import { freshSeed } from './fresh-seed.ts';
import { generate } from './generate.ts';
import { isAgeRestricted, obstacleAt } from './place.ts';
import { refuse } from './refuse.ts';

/** Asks for the same again as a new job, with a fresh seed: some services refuse a quick repeat of the very same request. */
export async function retryJob(interaction: ButtonInteraction, jobId: string, desk: Desk): Promise<void> {
  const job = await desk.jobs.find(jobId);
  if (!job) return refuse(interaction, 'This job is no longer known here. Ask again with /imagine.');
  if (job.origin.userId !== interaction.user.id) {
    return refuse(interaction, 'Only the member who asked for it may retry this job. Ask for your own with /imagine.');
  }
  const obstacle = obstacleAt(interaction);
  if (obstacle) return refuse(interaction, obstacle);
  const gone = await filesGone(job.request, desk);
  if (gone.length > 0) return refuse(interaction, uploadAgain(gone));
  const { options } = job.request;
  // What was asked for, not what the job had moved to: that service may be back.
  const model = job.movedFrom ?? job.request.model;
  const known = desk.catalogue.find(model);
  const seed = known && options.seed !== undefined ? freshSeed(known, desk.ids) : undefined;
  const request = {
    ...job.request,
    model,
    options: { ...options, ...(seed !== undefined && { seed }) },
    nsfwAllowed: isAgeRestricted(interaction),
  };
  const accepted = await generate(interaction, request, desk);
  if (accepted) await withdrawButton(interaction, desk);
}

/** The files that came with a request and are no longer kept. */
async function filesGone({ inputs }: Request, { media }: Desk): Promise<readonly Input[]> {
  const kept = await Promise.all(inputs.map(({ file }) => media.has(file)));
  return inputs.filter((_input, at) => !kept[at]);
}

function uploadAgain(gone: readonly Input[]): string {
  const names = gone.map(({ name }) => `**${plain(name, 100)}**`).join(', ');
  const files = gone.length === 1 ? 'it' : 'them';
  return `I no longer keep ${names}. Use the command again and upload ${files} again. Nothing was sent and nothing was charged.`;
}

/** The new job has a message of its own to retry from; pressing this one twice would pay twice. */
async function withdrawButton(interaction: ButtonInteraction, desk: Desk): Promise<void> {
  try {
    const { channelId, id } = interaction.message;
    await interaction.client.rest.patch(Routes.channelMessage(channelId, id), { body: { components: [] } });
  } catch (error) {
    desk.logger.info({ interactionId: interaction.id, err: error }, 'retry button left in place');
  }
}
