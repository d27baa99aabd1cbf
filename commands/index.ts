import type { Command } from '#discord/command.ts';
import type { Desk } from '#interactions/desk.ts';
import { admin } from './admin.ts';
import { animate } from './animate.ts';
import { audio } from './audio.ts';
import { edit } from './edit.ts';
import { help } from './help.ts';
import { imagine } from './imagine.ts';
import { job } from './job.ts';
import { removebg } from './removebg.ts';
import { model3d } from './three-d.ts';
import { train } from './train.ts';
import { upscale } from './upscale.ts';
import { video } from './video.ts';
import { workflow } from './workflow.ts';

/** Every command there is, in the order in which `/help` and the documentation name them. */
export const COMMANDS: readonly Command<Desk>[] = [
  imagine,
  edit,
  upscale,
  removebg,
  video,
  animate,
  audio,
  model3d,
  train,
  workflow,
  job,
  help,
  admin,
];
