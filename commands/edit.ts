import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import type { Command } from '#discord/command.ts';
import { askFor } from '#interactions/ask.ts';
import type { Desk } from '#interactions/desk.ts';
import {
  aspect,
  EVERYWHERE,
  file,
  model,
  negative,
  prompt,
  seed,
  strength,
  suggested,
  words,
} from '#interactions/option-data.ts';
import { suggestFor } from '#interactions/suggest.ts';

const data = {
  name: 'edit',
  description: 'Change an image',
  ...EVERYWHERE,
  options: [
    file('image', 'The image to change', true),
    prompt('What to change', false),
    model,
    file('mask', 'White where it may change'),
    file('reference', 'Another image to take something from'),
    file('reference_2', 'One more'),
    file('reference_3', 'One more'),
    words('target', 'What in the image is meant, such as: the red car'),
    suggested('style', 'How it shall look, such as a scenery'),
    aspect,
    suggested('resolution', 'How sharp, such as 2k'),
    negative,
    strength,
    seed,
  ],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const edit: Command<Desk> = { data, execute: askFor('edit'), autocomplete: suggestFor('edit') };
