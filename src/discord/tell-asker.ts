import type { RepliableInteraction } from 'discord.js';
import { MessageFlags } from 'discord.js';
import { CONTENT_MAX_CHARACTERS } from './limits.ts';
import { clip } from './render/text.ts';

/** Says something to the asker alone, and takes back the «thinking…» where there is one. Not after an answer. */
export async function tellAsker(interaction: RepliableInteraction, text: string): Promise<void> {
  const answer = { content: clip(text, CONTENT_MAX_CHARACTERS), flags: MessageFlags.Ephemeral } as const;
  if (!interaction.deferred) {
    await interaction.reply(answer);
    return;
  }
  // A public «thinking…» cannot turn private; a follow-up can be, once the other is gone.
  await interaction.deleteReply();
  await interaction.followUp(answer);
}
