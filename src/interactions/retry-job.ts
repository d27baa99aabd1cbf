import type { ButtonInteraction } from 'discord.js';
import { Routes } from 'discord.js';
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

/** The new job has a message of its own to retry from; pressing this one twice would pay twice. */
async function withdrawButton(interaction: ButtonInteraction, desk: Desk): Promise<void> {
  try {
    const { channelId, id } = interaction.message;
    await interaction.client.rest.patch(Routes.channelMessage(channelId, id), { body: { components: [] } });
  } catch (error) {
    desk.logger.info({ interactionId: interaction.id, err: error }, 'retry button left in place');
  }
}
