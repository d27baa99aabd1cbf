import type { PressButton } from '#discord/command.ts';
import type { ButtonAction } from '#discord/custom-id.ts';
import { cancelJob } from './cancel-job.ts';
import type { Desk } from './desk.ts';
import { retryJob } from './retry-job.ts';

/** Every button that a message of ours may carry. */
export const BUTTONS: Readonly<Record<ButtonAction, PressButton<Desk>>> = {
  cancel: cancelJob,
  retry: retryJob,
};
