import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import { ApplicationCommandOptionType, type RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import type { Choice, Command } from '#discord/command.ts';
import type { Use } from '#domain/use.ts';
import { askFor } from '#interactions/ask.ts';
import type { Desk } from '#interactions/desk.ts';
import { duration, EVERYWHERE, file, model, prompt, suggested, words, yesNo } from '#interactions/option-data.ts';
import { suggestFor } from '#interactions/suggest.ts';

const { Subcommand } = ApplicationCommandOptionType;

const data = {
  name: 'audio',
  description: 'Make music, speech and sounds',
  ...EVERYWHERE,
  options: [
    {
      type: Subcommand,
      name: 'music',
      description: 'Make music or a song',
      options: [
        prompt('What it should be like', false),
        words('lyrics', 'What is sung'),
        words('style', 'Genre, mood, instruments'),
        yesNo('instrumental', 'Without singing'),
        duration,
        suggested('language', 'Language of the singing'),
        file('melody', 'A recording to follow'),
        model,
      ],
    },
    {
      type: Subcommand,
      name: 'speech',
      description: 'Have a text spoken',
      options: [
        prompt('What to say'),
        suggested('voice', 'Who says it'),
        suggested('language', 'In which language'),
        words('style', 'What the voice is like'),
        file('sample', 'A recording of the voice that shall say it'),
        model,
      ],
    },
    {
      type: Subcommand,
      name: 'sound',
      description: 'Make a sound',
      options: [prompt('What is heard'), duration, model],
    },
    {
      type: Subcommand,
      name: 'voice',
      description: 'Change, separate, translate or write down a recording',
      options: [
        file('audio', 'The recording'),
        file('video', 'A video instead of a recording'),
        file('sample', 'The voice that it shall have'),
        suggested('voice', 'A known voice that it shall have'),
        suggested('language', 'Its language, or the one it shall have'),
        model,
      ],
    },
  ],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const audio: Command<Desk> = { data, execute, autocomplete };

const USES: Readonly<Record<string, Use>> = { music: 'music', speech: 'speech', sound: 'sound', voice: 'voice' };

const useOf = ({ options }: AutocompleteInteraction | ChatInputCommandInteraction): Use =>
  USES[options.getSubcommand()] ?? 'sound';

function execute(interaction: ChatInputCommandInteraction, desk: Desk): Promise<void> {
  return askFor(useOf(interaction))(interaction, desk);
}

function autocomplete(interaction: AutocompleteInteraction, desk: Desk): Promise<readonly Choice[]> {
  return suggestFor(useOf(interaction))(interaction, desk);
}
