import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Place } from '#domain/delivery.ts';
import { NONCE_MAX_CHARACTERS, nonceOf, PLACES, placeAfter } from '#domain/delivery.ts';
import { KINDS } from '#domain/kind.ts';
import { ANSWERING_LIFE_MS, canAnswer } from '#domain/origin.ts';
import { TRACK_ID_MAX_CHARACTERS } from '#domain/track-id.ts';
import { backoffMs, jitter } from '#jobs/backoff.ts';
import { createTrackIds } from '#signing/track-ids.ts';

const CROCKFORD = [...'0123456789abcdefghjkmnpqrstvwxyz'];

/** 128 bits in 26 digits of five: the first is 7 at most. */
const ulid = fc
  .tuple(
    fc.constantFrom(...CROCKFORD.slice(0, 8)),
    fc.array(fc.constantFrom(...CROCKFORD), { minLength: 25, maxLength: 25 }),
  )
  .map(([first, rest]) => first + rest.join(''));

const snowflake = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
const track = fc.record(
  {
    userId: snowflake,
    kind: fc.constantFrom(...KINDS),
    channelId: snowflake,
    jobId: ulid,
  },
  { noNullPrototype: true },
);

describe('a nonce', () => {
  test('is short enough for Discord, whatever the delivery', () => {
    fc.assert(fc.property(ulid, (id) => nonceOf(id).length <= NONCE_MAX_CHARACTERS));
  });

  test('is the same for the same delivery and for no other, not even its neighbour', () => {
    const neighbour = (id: string, at: number, by: number) => {
      const digit = CROCKFORD[(CROCKFORD.indexOf(id[at] ?? '0') + by) % (at === 0 ? 8 : 32)];
      return id.slice(0, at) + digit + id.slice(at + 1);
    };
    const pair = fc.tuple(ulid, fc.nat(25), fc.integer({ min: 1, max: 7 }), ulid);
    fc.assert(
      fc.property(pair, ([id, at, by, other]) => {
        expect(nonceOf(id)).toBe(nonceOf(id));
        expect(nonceOf(neighbour(id, at, by))).not.toBe(nonceOf(id));
        expect(nonceOf(other) === nonceOf(id)).toBe(other === id);
      }),
    );
  });
});

describe('the ladder of places', () => {
  test('always ends, and never leads back, whatever changes on the way', () => {
    const answerable = fc.array(fc.boolean(), { minLength: PLACES.length + 1, maxLength: PLACES.length + 1 });
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), answerable, (start, answers) => {
        const visited: Place[] = [start];
        for (const isAnswerable of answers) {
          const next = placeAfter(visited.at(-1) ?? start, { canAnswer: isAnswerable });
          if (next === undefined) return;
          expect(PLACES.indexOf(next)).toBeGreaterThan(PLACES.indexOf(visited.at(-1) ?? start));
          visited.push(next);
        }
        expect.unreachable(`no end: ${visited}`);
      }),
    );
  });

  test('answers no interaction whose token may have died by the time that the answer arrives', () => {
    const origin = { channelId: '1', userId: '2', interactionId: '3', attachmentLimitBytes: 1 };
    const answering = { applicationId: '4', token: 'a token of these tests' };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 * ANSWERING_LIFE_MS }), (age) => {
        const job = { origin: { ...origin, answering }, createdAt: 1_000 };
        expect(canAnswer(job, 1_000 + age)).toBe(age < ANSWERING_LIFE_MS - 60_000);
        expect(canAnswer({ origin, createdAt: 1_000 }, 1_000 + age)).toBe(false);
      }),
    );
  });
});

describe('a track id', () => {
  const trackIds = createTrackIds(['a secret of these tests, long enough for everybody']);

  test('brings back what it was made of, within its bound, in plain characters', () => {
    fc.assert(
      fc.property(track, (each) => {
        const minted = trackIds.mint(each);
        expect(trackIds.verify(minted)).toStrictEqual(each);
        expect(minted).toMatch(/^[a-z0-9_]+$/);
        expect(minted.length).toBeLessThanOrEqual(TRACK_ID_MAX_CHARACTERS);
      }),
    );
  });

  test('is refused when a single character is another, is missing, or is one too many', () => {
    const character = fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyz_A. é');
    fc.assert(
      fc.property(track, fc.nat(), character, (each, where, other) => {
        const minted = trackIds.mint(each);
        const at = where % minted.length;
        const [before, after] = [minted.slice(0, at), minted.slice(at + 1)];
        if (minted[at] !== other) expect(trackIds.verify(before + other + after)).toBeUndefined();
        expect(trackIds.verify(before + after)).toBeUndefined();
        expect(trackIds.verify(before + other + minted.slice(at))).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });

  test('is none of ours when it is anything else', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => trackIds.verify(text) === undefined),
    );
  });
});

describe('a wait before a repeat', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true });
  const backoff = fc.record({
    baseMs: fc.integer({ min: 1, max: 60_000 }),
    more: fc.integer({ min: 0, max: 3_600_000 }),
  });

  test('is within the bound of its try: never nothing, never above the cap, a whole number', () => {
    fc.assert(
      fc.property(backoff, fc.integer({ min: 1, max: 10_000 }), chance, ({ baseMs, more }, attempt, random) => {
        const capMs = baseMs + more;
        const bound = Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 40));
        const wait = backoffMs(attempt, { baseMs, capMs }, () => random);
        expect(wait).toBeLessThanOrEqual(Math.ceil(bound));
        expect(wait).toBeGreaterThanOrEqual(Math.floor(bound / 10));
        expect(Number.isSafeInteger(wait)).toBe(true);
      }),
    );
  });

  test('that is spread stays within a fifth of what was asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), chance, (delayMs, random) => {
        const wait = jitter(delayMs, () => random);
        expect(Math.abs(wait - delayMs)).toBeLessThanOrEqual(Math.ceil(delayMs / 5));
      }),
    );
  });
});
