import type { AutocompleteInteraction, ButtonInteraction, ChatInputCommandInteraction, Interaction } from 'discord.js';
import type { Logger } from '#domain/ports/logger.ts';
import type { Command, PressButton } from './command.ts';
import type { ButtonAction } from './custom-id.ts';
import { parseCustomId } from './custom-id.ts';
import { loggable } from './describe-error.ts';
import { CHOICES_MAX } from './limits.ts';
import { tellAsker } from './tell-asker.ts';

type Deps<Desk> = {
  readonly commands: readonly Command<Desk>[];
  readonly buttons: Readonly<Record<ButtonAction, PressButton<Desk>>>;
  readonly desk: Desk;
  readonly logger: Logger;
};

/** Leads every interaction to its command or button, and is the one place where an error becomes a reply. */
export function createDispatch<Desk>({ commands, buttons, desk, logger }: Deps<Desk>) {
  const byName = new Map(commands.map((command) => [command.data.name, command]));

  return async (interaction: Interaction): Promise<void> => {
    try {
      if (interaction.isChatInputCommand()) await execute(interaction);
      else if (interaction.isAutocomplete()) await suggest(interaction);
      else if (interaction.isButton()) await press(interaction);
    } catch (error) {
      logger.error(
        { err: loggable(error), interactionId: interaction.id, ...nameOf(interaction) },
        'interaction failed',
      );
      await apologise(interaction);
    }
  };

  async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
    const command = byName.get(interaction.commandName);
    if (!command)
      return tellAsker(interaction, 'This command is gone from the bot. Reload Discord to see the current ones.');
    await command.execute(interaction, desk);
  }

  async function suggest(interaction: AutocompleteInteraction): Promise<void> {
    const choices = await byName.get(interaction.commandName)?.autocomplete?.(interaction, desk);
    await interaction.respond((choices ?? []).slice(0, CHOICES_MAX));
  }

  async function press(interaction: ButtonInteraction): Promise<void> {
    const button = parseCustomId(interaction.customId);
    if (!button)
      return tellAsker(interaction, 'This button belongs to an older version of the bot. Ask again with /imagine.');
    await buttons[button.action](interaction, button.jobId, desk);
  }

  async function apologise(interaction: Interaction): Promise<void> {
    if (!interaction.isRepliable() || interaction.replied) return;
    // What a deferred press would take back is not a «thinking…» but the message with the button.
    if (interaction.deferred && !interaction.isChatInputCommand()) return;
    const text = 'Something went wrong in the bot itself. The people who run it can see why in its log.';
    await tellAsker(interaction, text).catch((error: unknown) =>
      logger.warn({ err: loggable(error) }, 'could not say that it failed'),
    );
  }
}

function nameOf(interaction: Interaction): object {
  if (interaction.isCommand() || interaction.isAutocomplete()) return { command: interaction.commandName };
  return interaction.isButton() ? { button: parseCustomId(interaction.customId)?.action } : {};
}
