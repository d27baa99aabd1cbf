import { createHmac, timingSafeEqual } from 'node:crypto';
import { splitTrackId, type Track, type TrackIds, trackPayload } from '#domain/track-id.ts';

/** Bytes of the HMAC that a track id carries: 128 bits cannot be guessed, and leave it short enough for every provider. */
const MAC_BYTES = 16;

/** 128 bits in base 36. */
const MAC_MAX_CHARACTERS = 25;

/**
 * Track ids signed by HMAC-SHA-256. The first secret signs and all verify, so that a secret can be replaced while jobs
 * are on their way: put the new one in front, take the old one out once its jobs have ended.
 */
export function createTrackIds(secrets: readonly string[]): TrackIds {
  const [signing] = secrets;
  if (!signing) throw new Error('Track ids need at least one secret.');

  return {
    mint: (track) => {
      const payload = trackPayload(track);
      const trackId = `${payload}_${macOf(signing, payload)}`;
      if (!isSame(splitTrackId(trackId)?.track, track)) {
        throw new Error(`No track id can carry job ${track.jobId} of user ${track.userId} in ${track.channelId}.`);
      }
      return trackId;
    },

    verify: (trackId) => {
      const parts = splitTrackId(trackId);
      if (!parts) return undefined;
      // Every secret is tried, also after one has matched: the time tells nothing.
      const matches = secrets.filter((secret) => isEqual(parts.mac, macOf(secret, parts.payload)));
      return matches.length > 0 && trackPayload(parts.track) === parts.payload ? parts.track : undefined;
    },
  };
}

function macOf(secret: string, payload: string): string {
  const digest = createHmac('sha256', secret).update(payload).digest();
  return BigInt(`0x${digest.toString('hex', 0, MAC_BYTES)}`).toString(36);
}

/** Compares spellings, not numbers: a MAC has one spelling. */
function isEqual(given: string, expected: string): boolean {
  if (given.length > MAC_MAX_CHARACTERS) return false;
  return timingSafeEqual(atFullLength(given), atFullLength(expected));
}

/** Padded with a character that no MAC contains. */
const atFullLength = (mac: string) => Buffer.from(mac.padEnd(MAC_MAX_CHARACTERS, '-'));

const isSame = (read: Track | undefined, meant: Track): boolean =>
  read?.userId === meant.userId &&
  read.kind === meant.kind &&
  read.channelId === meant.channelId &&
  read.jobId === meant.jobId;
