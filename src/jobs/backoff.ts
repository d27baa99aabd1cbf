export type Backoff = { readonly baseMs: number; readonly capMs: number };

/** Wait before try number `attempt` (1 is the first repeat): exponential, capped, with full jitter, never under a tenth of the bound. */
export function backoffMs(attempt: number, { baseMs, capMs }: Backoff, random: () => number): number {
  const bound = Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(bound * (0.1 + 0.9 * random()));
}

/** Spreads a wait by ±20 %, so that jobs that began together do not ask together. */
export const jitter = (delayMs: number, random: () => number): number => Math.round(delayMs * (0.8 + 0.4 * random()));
