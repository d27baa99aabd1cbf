import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { tellAsker } from '#discord/tell-asker.ts';
import type { Logger } from '#domain/ports/logger.ts';

/** Says no, to the asker alone, before anything is charged. */
export const refuse = (interaction: ButtonInteraction | ChatInputCommandInteraction, why: string): Promise<void> =>
  tellAsker(interaction, why);

/** Says no because nothing can be stored at the moment, as on a full disk: whatever was asked for did not begin. */
export async function refuseUnstored(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  error: unknown,
  { logger }: { readonly logger: Logger },
): Promise<void> {
  logger.error({ interactionId: interaction.id, err: error }, 'job refused: it could not be stored');
  await refuse(interaction, UNSTORED);
}

/** What a member reads who asks for something while nothing can be stored. */
export const UNSTORED =
  'I cannot take jobs at the moment. Nothing was sent and nothing was charged. Try again later; the people who run this bot can see why in its log.';
