import { describe, expect, test } from 'vitest';
import { KINDS } from '#domain/kind.ts';
import { splitTrackId, TRACK_ID_MAX_CHARACTERS, trackPayload } from '#domain/track-id.ts';

describe('taking a track id apart', () => {
  test.each(KINDS)('gives back what was put in, with the signed part apart from the signature: %s', (kind) => {
    const track = { userId: '80351110224678912', kind, channelId: '18446744073709551615', jobId: '01kabc' };
    const payload = trackPayload(track);
    expect(splitTrackId(`${payload}_mac1`)).toStrictEqual({ payload, mac: 'mac1', track });
  });

  test('writes snowflakes in base 36', () => {
    const track = { userId: '36', kind: 'image', channelId: '18446744073709551615', jobId: 'job' } as const;
    expect(trackPayload(track)).toBe('10_image_3w5e11264sgsf_job');
  });

  test.each([
    ['nothing', ''],
    ['no signature', 'a_image_b_job'],
    ['an empty signature', 'a_image_b_job_'],
    ['an empty job', 'a_image_b__mac'],
    ['a part too many', 'a_image_b_job_more_mac'],
    ['a kind nobody makes', 'a_sculpture_b_job_mac'],
    ['upper case', 'A_image_b_job_mac'],
    ['a line’s end', 'a_image_b_job_mac\n'],
    ['a dot', 'a_image_b_job_m.c'],
    ['a letter beyond ASCII', 'a_image_b_job_mäc'],
  ])('knows none of ours in %s', (_problem, trackId) => {
    expect(splitTrackId(trackId)).toBeUndefined();
  });

  test('looks at no more characters than a track id can have', () => {
    const filled = 'a_image_b_job_'.padEnd(TRACK_ID_MAX_CHARACTERS, 'm');
    expect(splitTrackId(filled)).toBeDefined();
    expect(splitTrackId(`${filled}m`)).toBeUndefined();
  });
});
