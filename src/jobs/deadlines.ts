import type { Kind } from '#domain/kind.ts';

const MINUTE_MS = 60_000;

/** Longest wait in our own queue. A rate-limited provider clears a full queue of videos in less. */
export const QUEUE_DEADLINE_MS = 6 * 60 * MINUTE_MS;

/** How long a provider may take after the submit before the wait is given up. Several times the longest run documented. */
export const RUN_DEADLINE_MS: Readonly<Record<Kind, number>> = {
  image: 10 * MINUTE_MS,
  edit: 10 * MINUTE_MS,
  audio: 15 * MINUTE_MS,
  video: 30 * MINUTE_MS,
  '3d': 30 * MINUTE_MS,
  workflow: 60 * MINUTE_MS,
  train: 180 * MINUTE_MS,
};
