import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  MessageFlags,
} from 'discord.js';
import type { Choice, Command } from '#discord/command.ts';
import { jobDetails } from '#discord/render/job-details.ts';
import { jobList } from '#discord/render/job-list.ts';
import { hasEnded } from '#domain/lifecycle.ts';
import { cancelJob } from '#interactions/cancel-job.ts';
import type { Desk } from '#interactions/desk.ts';
import { findOwnJob, ownJobs, suggestOwnJobs } from '#interactions/own-job.ts';
import { refuse } from '#interactions/refuse.ts';

const id = {
  type: ApplicationCommandOptionType.String,
  name: 'id',
  description: 'The job, as its card names it',
  required: true,
  autocomplete: true,
} as const;

const data = {
  name: 'job',
  description: 'Your jobs here: what became of them, and a way to stop them',
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  options: [
    { type: ApplicationCommandOptionType.Subcommand, name: 'list', description: 'Your latest jobs' },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'show',
      description: 'Everything about one of your jobs',
      options: [id],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'cancel',
      description: 'Stop one of your jobs',
      options: [id],
    },
  ],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const job: Command<Desk> = { data, execute, autocomplete };

/** Lines of `/job list`: what fits on a screen. Older jobs are found by their id. */
const LISTED = 10;

async function execute(interaction: ChatInputCommandInteraction, desk: Desk): Promise<void> {
  const subcommand = interaction.options.getSubcommand();
  if (subcommand === 'list') return list(interaction, desk);

  const found = await findOwnJob(interaction, interaction.options.getString('id', true), desk);
  if (!found) return refuse(interaction, 'You have no job with that id here. `/job list` shows the ones you have.');
  if (subcommand === 'cancel') return cancelJob(interaction, found.id, desk);

  const delivery = await desk.deliveries.findByJob(found.id);
  await interaction.reply({ ...jobDetails(found, delivery), flags: MessageFlags.Ephemeral });
}

async function list(interaction: ChatInputCommandInteraction, desk: Desk): Promise<void> {
  const jobs = await ownJobs(interaction, desk, LISTED);
  const deliveries = await Promise.all(jobs.map(({ id: jobId }) => desk.deliveries.findByJob(jobId)));
  const rows = jobs.map((each, index) => ({ job: each, messageId: deliveries[index]?.messageId }));
  await interaction.reply({ ...jobList(rows), flags: MessageFlags.Ephemeral });
}

function autocomplete(interaction: AutocompleteInteraction, desk: Desk): Promise<readonly Choice[]> {
  const toCancel = interaction.options.getSubcommand() === 'cancel';
  return suggestOwnJobs(interaction, desk, ({ state }) => !toCancel || !hasEnded(state));
}
