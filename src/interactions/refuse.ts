import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { MessageFlags } from 'discord.js';

/** Says no, to the asker alone, before anything is charged. */
export async function refuse(interaction: ButtonInteraction | ChatInputCommandInteraction, why: string): Promise<void> {
  await interaction.reply({ content: why, flags: MessageFlags.Ephemeral });
}
