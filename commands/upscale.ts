import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import type { Command } from '#discord/command.ts';
import { askFor } from '#interactions/ask.ts';
import type { Desk } from '#interactions/desk.ts';
import { EVERYWHERE, file, model, scale } from '#interactions/option-data.ts';
import { suggestFor } from '#interactions/suggest.ts';

const data = {
  name: 'upscale',
  description: 'Make an image larger',
  ...EVERYWHERE,
  options: [file('image', 'The image to enlarge', true), scale, model],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const upscale: Command<Desk> = { data, execute: askFor('upscale'), autocomplete: suggestFor('upscale') };
