import type { Command } from '#discord/command.ts';
import type { Desk } from '#interactions/desk.ts';
import { help } from './help.ts';
import { imagine } from './imagine.ts';
import { job } from './job.ts';

/** Every command there is, in the order in which `/help` and the documentation name them. */
export const COMMANDS: readonly Command<Desk>[] = [imagine, job, help];
