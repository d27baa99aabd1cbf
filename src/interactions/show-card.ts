import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import type { statusCard } from '#discord/render/status-card.ts';

/** Answers with a status card and tells its message id. */
export async function showCard(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  { embeds, components }: ReturnType<typeof statusCard>,
): Promise<string | undefined> {
  const reply = { embeds: embeds ?? [], components: components ?? [] };
  if (interaction.deferred) return (await interaction.editReply(reply)).id;
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
