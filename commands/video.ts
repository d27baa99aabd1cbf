import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import type { Command } from '#discord/command.ts';
import { askFor } from '#interactions/ask.ts';
import type { Desk } from '#interactions/desk.ts';
import {
  aspect,
  duration,
  EVERYWHERE,
  file,
  model,
  negative,
  prompt,
  seed,
  suggested,
  yesNo,
} from '#interactions/option-data.ts';
import { suggestFor } from '#interactions/suggest.ts';

const data = {
  name: 'video',
  description: 'Make a video from words',
  ...EVERYWHERE,
  options: [
    prompt('What happens', false),
    file('first_frame', 'The image that it begins with'),
    file('last_frame', 'The image that it ends with'),
    file('video', 'A video to change'),
    file('audio', 'What shall be heard or spoken in it'),
    model,
    duration,
    aspect,
    suggested('resolution', 'How sharp, such as 720p'),
    yesNo('sound', 'With sound'),
    negative,
    seed,
  ],
} satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

export const video: Command<Desk> = { data, execute: askFor('video'), autocomplete: suggestFor('video') };
