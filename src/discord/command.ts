import type {
  ApplicationCommandOptionChoiceData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';

/** One slash command: what Discord is told of it, and what it does. `Desk` is what commands may ask the bot for. */
export type Command<Desk> = {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  readonly execute: (interaction: ChatInputCommandInteraction, desk: Desk) => Promise<void>;
  /** Answers from memory or the local database: Discord waits three seconds, people do not. */
  readonly autocomplete?: (interaction: AutocompleteInteraction, desk: Desk) => Promise<readonly Choice[]>;
};

/** Of the type that its option has: text for text, a number for a number. */
export type Choice = ApplicationCommandOptionChoiceData<string | number>;

/** What a press of one of our buttons does. */
export type PressButton<Desk> = (interaction: ButtonInteraction, jobId: string, desk: Desk) => Promise<void>;
