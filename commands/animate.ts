import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import type { Command } from '#discord/command.ts';
import { askFor } from '#interactions/ask.ts';
import type { Desk } from '#interactions/desk.ts';
import { duration, EVERYWHERE, file, model, prompt, seed, suggested, yesNo } from '#interactions/option-data.ts';
import { suggestFor } from '#interactions/suggest.ts';

const data = {
  name: 'animate',
  description: 'Bring an image to life',
  ...EVERYWHERE,
  options: [
    file('image', 'The image to bring to life', true),
    prompt('What happens', false),
    file('video', 'A video whose movement it shall have'),
    file('audio', 'What it shall say or move to'),
    model,
    duration,
    suggested('resolution', 'How sharp, such as 720p'),
    yesNo('sound', 'With sound'),
    seed,
  ],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const animate: Command<Desk> = { data, execute: askFor('animate'), autocomplete: suggestFor('animate') };
