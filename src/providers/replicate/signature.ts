import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RawCallback } from '#domain/ports/provider.ts';

/** Replicate fixes no tolerance (replicate.com/docs verify-webhook); the libraries of Standard Webhooks take five minutes. */
const TOLERANCE_SECONDS = 300;

/** What a signing secret looks like; at least 16 bytes of key, for an empty one would let anybody sign. */
const SECRET = /^whsec_(?<key>[A-Za-z0-9+/]{22,}={0,2})$/;

/** The key of HMAC in a secret `whsec_<base64>`; undefined when it is none. */
export function signingKeyOf(secret: string): Uint8Array | undefined {
  const key = SECRET.exec(secret)?.groups?.key;
  return key === undefined ? undefined : Buffer.from(key, 'base64');
}

type Signed = {
  readonly callback: Pick<RawCallback, 'body' | 'headers'>;
  readonly key: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly now: number;
};

/**
 * Why a callback is not the service's; undefined when it is. Standard Webhooks: base64 of HMAC-SHA-256 over
 * `<webhook-id>.<webhook-timestamp>.<raw body>`, in a list of `v1,<signature>` of which one must fit, so that secrets can
 * be changed; other versions are passed over. By hand rather than with the `standardwebhooks` package, which takes the
 * body as text (bytes that are no UTF-8 change), reads the time itself and tells its verdict by throwing. Takes the same
 * time whichever character is wrong.
 */
export function faultOfSignature({ callback: { body, headers }, key, now }: Signed): string | undefined {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') {
    return 'a header of the signature is missing';
  }
  if (!/^\d{1,15}$/.test(timestamp)) return 'the time of the signature is none';
  const ageSeconds = Math.floor(now / 1000) - Number(timestamp);
  if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) return `the signature is ${ageSeconds} seconds old`;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  const given = signatures.split(/\s+/).flatMap((each) => (each.startsWith('v1,') ? [each.slice('v1,'.length)] : []));
  return given.some((signature) => isSame(signature, expected)) ? undefined : 'no signature fits';
}

/** How long a signature is, everybody knows. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
