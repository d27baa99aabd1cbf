import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import type { Command } from '#discord/command.ts';
import { askFor } from '#interactions/ask.ts';
import type { Desk } from '#interactions/desk.ts';
import { EVERYWHERE, file, model, words } from '#interactions/option-data.ts';
import { suggestFor } from '#interactions/suggest.ts';

/** Seven or eight examples are recommended (docs.modelslab.com training); more do not fit into a command that a person fills in. */
const EXAMPLES = [1, 2, 3, 4, 5, 6, 7, 8];

const data = {
  name: 'train',
  description: 'Teach a model a person, a thing or a style from example images',
  ...EVERYWHERE,
  options: [
    words('trigger', 'The words that will call it up, such as: photo of zxk9 man', true),
    words('subject', 'What it is an example of, such as: photo of a man', true),
    ...EXAMPLES.map((number) => file(`example_${number}`, `Example image ${number}`, number === 1)),
    model,
  ],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const train: Command<Desk> = { data, execute: askFor('train'), autocomplete: suggestFor('train') };
