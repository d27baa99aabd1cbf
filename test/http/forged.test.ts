import { expect, it } from 'vitest';
import { createTrackIds } from '#signing/track-ids.ts';
import { forgedTrackIds, seeded } from '#test/http/fuzz/forged.ts';

const OURS = 'a secret of these tests, long enough for everybody';
const OLDER = 'the secret before it, which is as long as it must be';

/** Near to ours, as somebody might guess them. */
const THEIRS = [`${OURS} `, OURS.toUpperCase(), OURS.slice(1), [...OURS].toReversed().join(''), '', ' '].map(
  (secret) => secret || 'x',
);

it('no forged track id is accepted, of 100,000', () => {
  const trackIds = createTrackIds([OURS, OLDER]);
  const strangers = THEIRS.map((secret) => createTrackIds([secret]));
  const tools = { random: seeded(1), trackIds, strangers };
  const accepted = forgedTrackIds(100_000, tools).filter((id) => trackIds.verify(id) !== undefined);
  expect([...accepted]).toStrictEqual([]);
});
