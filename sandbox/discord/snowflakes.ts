import type { Clock } from './clock.ts';

/** First second of 2015 in milliseconds since the epoch: where Discord's ids begin to count. */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** Low bits of an id that hold no time. */
const SEQUENCE_BITS = 22n;

/** Hands out ids of which each is greater than the one before, as Discord's are. */
export function createSnowflakes(clock: Clock): () => string {
  let last = 0n;
  return () => {
    const now = (BigInt(clock.now()) - DISCORD_EPOCH_MS) << SEQUENCE_BITS;
    last = now > last ? now : last + 1n;
    return last.toString();
  };
}

/** When an id was given, in milliseconds since the epoch. */
export const timeOf = (snowflake: string): number => Number((BigInt(snowflake) >> SEQUENCE_BITS) + DISCORD_EPOCH_MS);

/** Whether the first id is the younger one. */
export const isAfter = (one: string, other: string): boolean =>
  one.length === other.length ? one > other : one.length > other.length;
