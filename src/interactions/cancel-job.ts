import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { MessageFlags } from 'discord.js';
import { shortId } from '#domain/job.ts';
import type { Desk } from './desk.ts';
import { mayCancel } from './own-job.ts';
import { refuse } from './refuse.ts';

/** Cancels a job for whoever pressed or typed. The message that says so comes to the channel like every end of a job. */
export async function cancelJob(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  jobId: string,
  desk: Desk,
): Promise<void> {
  const job = await desk.jobs.find(jobId);
  if (!job) return refuse(interaction, 'This job is no longer known here.');
  if (!mayCancel(interaction, job)) return refuse(interaction, 'Only the member who asked for it may cancel this job.');
  const answer = await desk.cancel(jobId);
  if (answer.outcome !== 'settled') return refuse(interaction, `Job ${shortId(jobId)} has ended already.`);
  if (interaction.isButton()) return void (await interaction.deferUpdate());
  await interaction.reply({ content: `Job ${shortId(jobId)} is cancelled.`, flags: MessageFlags.Ephemeral });
}
