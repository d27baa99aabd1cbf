/** One outgoing message that a channel is owed; a row until it is posted. Made with the settlement, in its transaction. */
export type Delivery = {
  /** ULID, lower case. */
  readonly id: string;
  readonly jobId: string;
  readonly channelId: string;
  readonly createdAt: number;
  /** Posts tried so far, this one included. */
  readonly attempts: number;
  /** When the first attempt began; a repeat looks for its message from there on. */
  readonly firstAttemptAt: number;
};

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
