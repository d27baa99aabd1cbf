import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { tellAsker } from '#discord/tell-asker.ts';

/** Says no, to the asker alone, before anything is charged. */
export const refuse = (interaction: ButtonInteraction | ChatInputCommandInteraction, why: string): Promise<void> =>
  tellAsker(interaction, why);
