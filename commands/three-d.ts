import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import type { Command } from '#discord/command.ts';
import { askFor } from '#interactions/ask.ts';
import type { Desk } from '#interactions/desk.ts';
import { EVERYWHERE, file, model, prompt, quality, seed, suggested, yesNo } from '#interactions/option-data.ts';
import { suggestFor } from '#interactions/suggest.ts';

const data = {
  name: '3d',
  description: 'Make a 3D model from words or images',
  ...EVERYWHERE,
  options: [
    prompt('What to build; or give an image', false),
    file('image', 'A picture of it'),
    file('back', 'The same from behind'),
    file('left', 'The same from its left'),
    file('right', 'The same from its right'),
    quality,
    yesNo('texture', 'With colours on it'),
    suggested('format', 'File format, such as glb'),
    model,
    seed,
  ],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const model3d: Command<Desk> = { data, execute: askFor('3d'), autocomplete: suggestFor('3d') };
