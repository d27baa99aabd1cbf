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

const SHAPE =
  /^(?<payload>(?<user>[0-9a-z]+)_(?<kind>[0-9a-z]+)_(?<channel>[0-9a-z]+)_(?<job>[0-9a-z]+))_(?<mac>[0-9a-z]+)$/;

/** The signed part: `{user}_{kind}_{channel}_{job}`, snowflakes in base 36. */
export const trackPayload = ({ userId, kind, channelId, jobId }: Track): string =>
  [BigInt(userId).toString(36), kind, BigInt(channelId).toString(36), jobId].join('_');

/** Takes a track id apart without trusting it. Undefined when it cannot be one of ours. */
export function splitTrackId(trackId: string): { payload: string; mac: string; track: Track } | undefined {
  if (trackId.length > TRACK_ID_MAX_CHARACTERS) return undefined;
  const parts = SHAPE.exec(trackId)?.groups;
  const kind = KINDS.find((known) => known === parts?.kind);
  if (!parts?.payload || !parts.user || !parts.channel || !parts.job || !parts.mac || !kind) return undefined;
  const track = { userId: fromBase36(parts.user), kind, channelId: fromBase36(parts.channel), jobId: parts.job };
  return { payload: parts.payload, mac: parts.mac, track };
}

const fromBase36 = (digits: string): string =>
  [...digits].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n).toString();
