import type { PageEvent } from '#sandbox/page/protocol.ts';
import type { Announcer } from './events.ts';

/** How long a wait lasts when nobody says; longer than any of Discord's own time-outs that a test meets. */
const WAIT_MS = 15_000;

/**
 * Resolves with the first thing that `look` finds, now or after any event, which it is told. Rejects after `withinMs`, saying what was
 * waited for. Real time even where the rest runs on a test's clock: it is the test's own patience.
 */
export function waitFor<Found>(
  { subscribe }: Pick<Announcer, 'subscribe'>,
  look: (event?: PageEvent) => Found | undefined,
  what: string,
  withinMs = WAIT_MS,
): Promise<Found> {
  const now = look();
  if (now !== undefined) return Promise.resolve(now);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unsubscribe();
      reject(new Error(`Waited ${withinMs} ms in vain for ${what}`));
    }, withinMs);
    const unsubscribe = subscribe((event) => {
      const found = look(event);
      if (found === undefined) return;
      clearTimeout(timer);
      unsubscribe();
      resolve(found);
    });
  });
}
