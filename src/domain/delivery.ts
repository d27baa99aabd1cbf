/**
 * Where a message may be brought to its asker, best first:
 *
 *   channel → follow_up → direct
 *
 * `follow_up` answers the interaction, which needs no permission in the channel but only lives for minutes, and Discord
 * recognises no repeat of it. So it is tried once in a delivery's life; when its fate is unknown, the way goes on to
 * `card`, where the status card itself is edited: that can be repeated.
 */
export const PLACES = ['channel', 'follow_up', 'card', 'direct'] as const;

export type Place = (typeof PLACES)[number];

/** One outgoing message that a channel is owed; a row until it is posted. Made with the settlement, in its transaction. */
export type Delivery = {
  /** ULID, lower case. */
  readonly id: string;
  readonly jobId: string;
  readonly channelId: string;
  readonly createdAt: number;
  /** Where it is tried now; what stands before it in `PLACES` is closed or was passed. */
  readonly place: Place;
  /** Posts tried so far, this one included. */
  readonly attempts: number;
  /** When the first attempt began; a repeat looks for its message from there on. */
  readonly firstAttemptAt: number;
};

/** Where to try after `place` has refused for good; undefined when nobody can be told. */
export function placeAfter(place: Place, hints: { readonly canAnswer: boolean }): Place | undefined {
  if (place === 'channel') return hints.canAnswer ? 'follow_up' : 'direct';
  return place === 'direct' ? undefined : 'direct';
}

/** Longest nonce that Discord takes, in characters. */
export const NONCE_MAX_CHARACTERS = 25;

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The nonce of a delivery's message: the same however often it is tried, and unlike any other. A ULID is one character
 * too long for Discord, so its 128 bits are written in base 36.
 */
export function nonceOf(deliveryId: string): string {
  const value = [...deliveryId].reduce((sum, digit) => sum * 32n + BigInt(CROCKFORD.indexOf(digit)), 0n);
  return value.toString(36);
}
