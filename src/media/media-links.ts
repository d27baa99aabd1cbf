import { createHmac, timingSafeEqual } from 'node:crypto';
import type { StoredFile } from '#domain/artifact.ts';
import type { Clock } from '#domain/ports/clock.ts';

/** What a link leads to. */
export type Linked = Pick<StoredFile, 'path' | 'mediaType'>;

export type MediaLinks = {
  /** Undefined without a public address. */
  readonly mint: (file: Linked, lifeMs: number) => string | undefined;
  /** Undefined when the signature is not ours or the time is over. Takes the same time whichever character is wrong. */
  readonly open: (token: string) => Linked | undefined;
};

type Deps = {
  /** The first signs and all verify, so that a secret can be replaced while links are about. */
  readonly secrets: readonly string[];
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
  readonly clock: Pick<Clock, 'now'>;
};

/** 128 bits of the HMAC cannot be guessed, and leave the link short. */
const MAC_BYTES = 16;

/** Sets these signatures apart from the track ids', which may be signed by the same secret and have no colon. */
const PURPOSE = 'media:';

const TOKEN = /^(?<payload>[\w-]{1,600})\.(?<mac>[\w-]{22})\.(?<extension>[a-z0-9]{1,10})$/;

/**
 * Links to stored files that need no login and expire: `{payload}.{mac}.{extension}` after `/media/`. The token ends as a
 * file name does, since some services tell a file's kind by the end of its address. payload: base64url of `{expiry, ms
 * since the epoch, base 36} {media type} {path}`; mac: the first 16 bytes of HMAC-SHA-256 over the rest, base64url.
 */
export function createMediaLinks({ secrets, publicUrl, clock }: Deps): MediaLinks {
  const [signing] = secrets;
  if (!signing) throw new Error('Media links need at least one secret.');

  return {
    mint: ({ path, mediaType }, lifeMs) => {
      if (publicUrl === undefined) return undefined;
      const expiry = Math.ceil(clock.now() + lifeMs).toString(36);
      const extension = path.slice(path.lastIndexOf('.') + 1);
      const payload = Buffer.from(`${expiry} ${mediaType} ${path}`).toString('base64url');
      const token = `${payload}.${macOf(signing, payload, extension)}.${extension}`;
      if (!TOKEN.test(token)) throw new Error(`No link can lead to ${path}`);
      return `${publicUrl}/media/${token}`;
    },

    open: (token) => {
      const { payload, mac, extension } = TOKEN.exec(token)?.groups ?? {};
      if (!payload || !mac || !extension) return undefined;
      // Every secret is tried, also after one has matched: the time tells nothing.
      const matches = secrets.filter((secret) => isEqual(mac, macOf(secret, payload, extension)));
      const [expiry, mediaType, path] = Buffer.from(payload, 'base64url').toString().split(' ');
      if (matches.length === 0 || !expiry || !mediaType || !path) return undefined;
      return clock.now() < Number.parseInt(expiry, 36) ? { path, mediaType } : undefined;
    },
  };
}

const macOf = (secret: string, payload: string, extension: string): string =>
  createHmac('sha256', secret).update(`${PURPOSE}${payload}.${extension}`).digest().toString('base64url', 0, MAC_BYTES);

/** Compares spellings, not bytes: a MAC has one spelling. Both are 22 characters long. */
const isEqual = (given: string, expected: string): boolean =>
  timingSafeEqual(Buffer.from(given), Buffer.from(expected));
