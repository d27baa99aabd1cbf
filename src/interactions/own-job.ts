import type { AutocompleteInteraction, ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { PermissionFlagsBits } from 'discord.js';
import type { Choice } from '#discord/command.ts';
import { CHOICE_NAME_MAX_CHARACTERS, CHOICES_MAX } from '#discord/limits.ts';
import { nounOf, subject } from '#discord/render/request-words.ts';
import { clip } from '#discord/render/text.ts';
import type { Job } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import type { Desk } from './desk.ts';

/** How far back a short id is looked for among a member's jobs. */
const JOBS_SEARCHED = 200;

type Asked = AutocompleteInteraction | ButtonInteraction | ChatInputCommandInteraction;

export const ownJobs = ({ user, guildId }: Asked, desk: Desk, limit: number): Promise<readonly Job[]> =>
  desk.jobs.listByMember({ userId: user.id, guildId: guildId ?? undefined, limit });

/** The member's own job with this id, whole or short. */
export async function findOwnJob(interaction: Asked, id: string, desk: Desk): Promise<Job | undefined> {
  const wanted = id.trim().toLowerCase();
  const jobs = await ownJobs(interaction, desk, JOBS_SEARCHED);
  return jobs.find((job) => job.id === wanted || shortId(job.id) === wanted);
}

/** Choices for an `id` option: the member's own jobs, newest first, narrowed by what is typed. */
export async function suggestOwnJobs(
  interaction: AutocompleteInteraction,
  desk: Desk,
  accept: (job: Job) => boolean,
): Promise<readonly Choice[]> {
  const typed = interaction.options.getFocused().trim().toLowerCase();
  const jobs = await ownJobs(interaction, desk, JOBS_SEARCHED);
  return jobs
    .filter(accept)
    .map((job) => ({ name: labelOf(job), value: shortId(job.id) }))
    .filter(({ name }) => name.toLowerCase().includes(typed))
    .slice(0, CHOICES_MAX);
}

const labelOf = (job: Job): string =>
  clip(
    `${shortId(job.id)} · ${nounOf(job)} · ${job.state} · ${subject(job.request) ?? ''}`,
    CHOICE_NAME_MAX_CHARACTERS,
  );

/** Only the requester may, or whoever may delete others' messages there anyway. */
export const mayCancel = (interaction: Asked, job: Job): boolean =>
  job.origin.userId === interaction.user.id ||
  (job.origin.guildId !== undefined &&
    job.origin.guildId === interaction.guildId &&
    (interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false));
