import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { RawCallback } from '#domain/ports/provider.ts';

/** Carries the secret itself (docs.eachlabs.ai webhooks, payload-reference). */
const SECRET_HEADER = 'x-webhook-secret';

/** Seconds since the epoch; signed together with the body where it comes. */
const TIMESTAMP_HEADER = 'x-webhook-timestamp';

/** `X-Webhook-Signature` is named by docs.eachlabs.ai verifying-signatures only; older pages sign and name no header. */
const SIGNATURE_HEADERS = ['x-webhook-signature', 'x-signature', 'x-eachlabs-signature', 'x-webhook-signature-256'];

/** Names of headers told when none fits. */
const TOLD_HEADERS_MAX = 10;

type Signed = Pick<RawCallback, 'body' | 'headers'>;

/**
 * Whether a callback carries its job's secret, or is signed with it. Three generations of the vendor's pages are taken:
 * `X-Webhook-Secret` equal to the secret; a hexadecimal HMAC-SHA-256 of the raw body, with or without `sha256=`; the same
 * over `<X-Webhook-Timestamp>.<raw body>`. The age of a timestamp is not looked at: a job ends once, so a replay changes
 * nothing. Takes the same time whichever character is wrong.
 */
export function isSigned({ body, headers }: Signed, secret: string): boolean {
  const signatures = SIGNATURE_HEADERS.flatMap((name) => valuesOf(headers, name)).map((value) =>
    value.toLowerCase().replace(/^sha256=/, ''),
  );
  const timestamps = valuesOf(headers, TIMESTAMP_HEADER).filter((value) => /^\d{1,20}$/.test(value));
  const expected = [signatureOf(body, secret), ...timestamps.map((time) => signatureOf(body, secret, `${time}.`))];
  const proofs = [
    ...valuesOf(headers, SECRET_HEADER).map((value) => isSame(value, secret)),
    ...signatures.flatMap((signature) => expected.map((right) => isSame(signature, right))),
  ];
  return proofs.includes(true);
}

/** What to say of a callback that is not signed: names of headers only, so that a new generation can be recognised. */
export function describeHeaders({ headers }: Pick<Signed, 'headers'>): string {
  const names = Object.keys(headers).filter((name) => /^x-[a-z0-9-]{1,40}$/.test(name));
  return names.length === 0
    ? 'no header signs it'
    : `no header signs it: ${names.slice(0, TOLD_HEADERS_MAX).join(', ')}`;
}

function signatureOf(body: Uint8Array, secret: string, before = ''): string {
  return createHmac('sha256', secret).update(before).update(body).digest('hex');
}

function valuesOf(headers: Signed['headers'], name: string): readonly string[] {
  const value = headers[name] ?? [];
  return (typeof value === 'string' ? [value] : value).map((each) => each.trim());
}

/** Over hashes, because only buffers of equal length can be compared in constant time. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(hashOf(one), hashOf(other));

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
