import type { ChatInputCommandInteraction } from 'discord.js';

/** Asks Discord for more than three seconds; people see «thinking…» until the answer comes. */
export async function takeTime(interaction: ChatInputCommandInteraction): Promise<void> {
  try {
    await interaction.deferReply();
  } catch (error) {
    // It may have arrived and only word of it got lost; the library's repeat is refused then.
    const arrived = await interaction.fetchReply().catch(() => undefined);
    if (!arrived) throw error;
    interaction.deferred = true;
  }
}
