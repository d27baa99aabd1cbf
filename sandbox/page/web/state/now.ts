import { signal } from '@preact/signals';

const TICK_MS = 1000; // relative times and countdowns show whole seconds

/** The time of day in milliseconds, ticking for as long as the page is open. */
export const now = signal(Date.now());

setInterval(() => {
  now.value = Date.now();
}, TICK_MS);
