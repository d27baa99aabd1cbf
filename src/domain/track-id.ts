import type { Kind } from './kind.ts';
import { KINDS } from './kind.ts';

/** What a track id carries through a provider and back. */
export type Track = {
  readonly userId: string;
  readonly kind: Kind;
  readonly channelId: string;
  readonly jobId: string;
};

/**
 * Mints and verifies track ids. A track id is a capability: whoever holds one may settle that job. It is never shown in
 * Discord and never logged whole.
 */
export type TrackIds = {
  readonly mint: (track: Track) => string;
  /** Undefined when the signature is not ours. Takes the same time whichever character is wrong. */
  readonly verify: (trackId: string) => Track | undefined;
};

/** Longest track id, in characters. */
export const TRACK_ID_MAX_CHARACTERS = 96;

const SHAPE = /^(([0-9a-z]+)_([0-9a-z]+)_([0-9a-z]+)_([0-9a-z]+))_([0-9a-z]+)$/;

/** The signed part: `{user}_{kind}_{channel}_{job}`, snowflakes in base 36. */
export const trackPayload = ({ userId, kind, channelId, jobId }: Track): string =>
  [BigInt(userId).toString(36), kind, BigInt(channelId).toString(36), jobId].join('_');

/** Takes a track id apart without trusting it. Undefined when it cannot be one of ours. */
export function splitTrackId(trackId: string): { payload: string; mac: string; track: Track } | undefined {
  if (trackId.length > TRACK_ID_MAX_CHARACTERS) return undefined;
  const [, payload, user, kindName, channel, jobId, mac] = SHAPE.exec(trackId) ?? [];
  const kind = KINDS.find((known) => known === kindName);
  if (!payload || !user || !channel || !jobId || !mac || !kind) return undefined;
  return { payload, mac, track: { userId: fromBase36(user), kind, channelId: fromBase36(channel), jobId } };
}

/** Digits in base 36 that a number of JavaScript holds exactly. */
const EXACT_DIGITS = 9;

function fromBase36(digits: string): string {
  const tail = digits.slice(-EXACT_DIGITS);
  const head = digits.slice(0, -EXACT_DIGITS);
  if (head === '') return String(Number.parseInt(tail, 36));
  return (BigInt(fromBase36(head)) * 36n ** BigInt(EXACT_DIGITS) + BigInt(Number.parseInt(tail, 36))).toString();
}
