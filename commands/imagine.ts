import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import type { Command } from '#discord/command.ts';
import { askFor } from '#interactions/ask.ts';
import type { Desk } from '#interactions/desk.ts';
import {
  aspect,
  count,
  EVERYWHERE,
  file,
  model,
  negative,
  prompt,
  seed,
  strength,
  suggested,
} from '#interactions/option-data.ts';
import { suggestFor } from '#interactions/suggest.ts';

const data = {
  name: 'imagine',
  description: 'Make an image from words, or from words and an image',
  ...EVERYWHERE,
  options: [
    prompt('What to show'),
    file('image', 'An image to start from'),
    model,
    aspect,
    suggested('resolution', 'How sharp, such as 2k'),
    count,
    negative,
    seed,
    strength,
    suggested('guide', 'What of your image guides the new one: its edges, its depth, a pose'),
  ],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const imagine: Command<Desk> = { data, execute: askFor('imagine'), autocomplete: suggestFor('imagine') };
