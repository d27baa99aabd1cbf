import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { statusCard } from '#discord/render/status-card.ts';
import type { Request } from '#domain/request.ts';
import type { Desk } from './desk.ts';
import { obstacleAt, originOf } from './place.ts';
import { refuse } from './refuse.ts';

type Asked = ButtonInteraction | ChatInputCommandInteraction;

/**
 * Makes a request a job and answers with its status card. Everything before the answer is local, so the three seconds
 * that Discord allows are no race.
 * @returns whether the request was accepted
 */
export async function generate(interaction: Asked, request: Request, desk: Desk): Promise<boolean> {
  const obstacle = obstacleAt(interaction);
  if (obstacle) {
    await refuse(interaction, obstacle);
    return false;
  }
  const provider = desk.imageProvider.name;
  const acceptance = await desk.accept({ provider, request, origin: originOf(interaction) });
  if (acceptance.outcome === 'duplicate') return false;

  const { job, ahead } = acceptance;
  try {
    const cardMessageId = await answer(interaction, statusCard(job, { ahead }));
    if (cardMessageId) await desk.jobs.attachCard(job.id, cardMessageId);
  } finally {
    // Without a card the job is still accepted: its result will stand on its own.
    desk.cardIsUp();
  }
  return true;
}

/** Answers with the card and tells its id. */
async function answer(interaction: Asked, { embeds, components }: Card): Promise<string | undefined> {
  const reply = { embeds: embeds ?? [], components: components ?? [] };
  try {
    const response = await interaction.reply({ ...reply, withResponse: true });
    return response.resource?.message?.id;
  } catch (error) {
    // The answer may have arrived and only word of it got lost; the library's repeat is refused then.
    const arrived = await interaction.fetchReply().catch(() => undefined);
    if (!arrived) throw error;
    return arrived.id;
  }
}

type Card = ReturnType<typeof statusCard>;
