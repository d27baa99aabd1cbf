import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { KINDS } from '#domain/kind.ts';
import { TRACK_ID_MAX_CHARACTERS, type Track } from '#domain/track-id.ts';
import { createTrackIds } from '#signing/track-ids.ts';

const SECRET = 'a secret of more than thirty-two characters: ü';
const OTHER = 'another secret of more than thirty-two characters';
const LARGEST_SNOWFLAKE = String(2n ** 64n - 1n);
const LARGEST_ULID = '7'.padEnd(26, 'z');

const track: Track = {
  userId: '80351110224678912',
  kind: 'image',
  channelId: '41771983423143937',
  jobId: '01k2m3n4p5q6r7s8t9v0w1x2y3',
};

const trackIds = createTrackIds([SECRET]);
const minted = trackIds.mint(track);

/** The contract's words, followed one by one and without the code under test. */
function signByTheContract(payload: string, secret: string): string {
  const mac = createHmac('sha256', Buffer.from(secret, 'utf8')).update(payload).digest();
  let number = 0n;
  for (const byte of mac.subarray(0, 16)) number = number * 256n + BigInt(byte);
  let digits = '';
  for (; number > 0n; number /= 36n) digits = '0123456789abcdefghijklmnopqrstuvwxyz'[Number(number % 36n)] + digits;
  return `${payload}_${digits}`;
}

describe('a minted track id', () => {
  test('is what the contract says, character by character', () => {
    const payload = `${80351110224678912n.toString(36)}_image_${41771983423143937n.toString(36)}_01k2m3n4p5q6r7s8t9v0w1x2y3`;
    expect(minted).toBe(signByTheContract(payload, SECRET));
  });

  test.each(KINDS)('carries user, kind, channel and job there and back: %s', (kind) => {
    for (const snowflake of ['0', '1', '35', '36', LARGEST_SNOWFLAKE]) {
      for (const jobId of ['0'.repeat(26), LARGEST_ULID]) {
        const extreme = { userId: snowflake, kind, channelId: snowflake, jobId };
        expect(trackIds.verify(trackIds.mint(extreme))).toStrictEqual(extreme);
      }
    }
  });

  test('is short enough for every provider, and of lower-case letters, digits and underscores only', () => {
    for (const kind of KINDS) {
      for (const jobId of ['0'.repeat(26), LARGEST_ULID]) {
        const id = trackIds.mint({ userId: LARGEST_SNOWFLAKE, channelId: LARGEST_SNOWFLAKE, kind, jobId });
        expect(id).toMatch(/^[a-z0-9_]+$/);
        expect(id.length).toBeLessThanOrEqual(TRACK_ID_MAX_CHARACTERS);
      }
    }
  });

  test('agrees with the contract also where the signature begins with zeros', () => {
    const short = Array.from({ length: 2_000 }, (_, job) => ({ ...track, jobId: `job${job}` }))
      .map((other) => ({ other, id: trackIds.mint(other) }))
      .filter(({ id }) => id.slice(id.lastIndexOf('_') + 1).length < 24);
    expect(short.length).toBeGreaterThan(0);
    for (const { other, id } of short) {
      expect(id).toBe(signByTheContract(id.slice(0, id.lastIndexOf('_')), SECRET));
      expect(trackIds.verify(id)).toStrictEqual(other);
    }
  });

  test.each([
    ['an underscore', 'job_1'],
    ['an upper-case letter', 'JOB1'],
    ['nothing in it', ''],
    ['too many characters', 'j'.repeat(60)],
  ])('is refused for a job id with %s, rather than minted and never recognised', (_problem, jobId) => {
    expect(() => trackIds.mint({ ...track, jobId })).toThrow('No track id can carry');
  });
});

describe('verifying', () => {
  test('rejects every change of a single character', () => {
    const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz_A-. \n';
    const accepted = [...minted].flatMap((right, place) =>
      [...alphabet]
        .filter((wrong) => wrong !== right)
        .map((wrong) => minted.slice(0, place) + wrong + minted.slice(place + 1))
        .filter((changed) => trackIds.verify(changed) !== undefined),
    );
    expect(accepted).toStrictEqual([]);
  });

  test('rejects every character too many or too few', () => {
    const changed = [...minted].flatMap((_, place) => [
      minted.slice(0, place) + minted.slice(place + 1),
      `${minted.slice(0, place)}0${minted.slice(place)}`,
    ]);
    const others = [...changed, `${minted}0`, `${minted}00000`, `${minted}\n`, `${minted}_`, minted.toUpperCase(), ''];
    for (const id of others.filter((other) => other !== minted)) expect(trackIds.verify(id)).toBeUndefined();
  });

  test('rejects another spelling of the same numbers', () => {
    const [user, kind, channel, job, mac] = minted.split('_');
    expect(trackIds.verify(`${user}_${kind}_${channel}_${job}_0${mac}`)).toBeUndefined();
    // Signed by us, so that only the spelling is wrong.
    const padded = signByTheContract(`0${user}_${kind}_${channel}_${job}`, SECRET);
    expect(trackIds.verify(padded)).toBeUndefined();
  });

  test('rejects what another secret has signed, and what nobody has', () => {
    expect(trackIds.verify(createTrackIds([OTHER]).mint(track))).toBeUndefined();
    expect(trackIds.verify(minted.slice(0, minted.lastIndexOf('_')))).toBeUndefined();
    expect(trackIds.verify(`${minted.slice(0, minted.lastIndexOf('_'))}_${'z'.repeat(25)}`)).toBeUndefined();
  });
});

describe('several secrets', () => {
  test('the first signs, all verify', () => {
    const rotated = createTrackIds([OTHER, SECRET]);
    expect(rotated.mint(track)).toBe(createTrackIds([OTHER]).mint(track));
    expect(rotated.verify(minted)).toStrictEqual(track);
    expect(rotated.verify(rotated.mint(track))).toStrictEqual(track);
    expect(trackIds.verify(rotated.mint(track))).toBeUndefined();
  });

  test('none at all is refused', () => {
    expect(() => createTrackIds([])).toThrow('at least one secret');
  });
});
