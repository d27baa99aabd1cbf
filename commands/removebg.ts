import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import type { Command } from '#discord/command.ts';
import { askFor } from '#interactions/ask.ts';
import type { Desk } from '#interactions/desk.ts';
import { EVERYWHERE, file, model } from '#interactions/option-data.ts';
import { suggestFor } from '#interactions/suggest.ts';

const data = {
  name: 'removebg',
  description: 'Cut an image out of its background',
  ...EVERYWHERE,
  options: [file('image', 'The image to cut out', true), model],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const removebg: Command<Desk> = { data, execute: askFor('removebg'), autocomplete: suggestFor('removebg') };
