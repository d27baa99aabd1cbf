import { KINDS } from '#domain/kind.ts';
import type { Track, TrackIds } from '#domain/track-id.ts';

/** Chance that can be repeated: the same numbers for the same seed (Mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Letters that look like those of track ids, and what else somebody might slip in. */
const OTHERS = [
  ...'ABCXYZ_-. %/+~\n\r\t\0',
  'а',
  'е',
  'о',
  'ｉ',
  '１',
  '０',
  '\u200b',
  '\u0301',
  '%5F',
  '%61',
  'é',
  '😀',
  '\ud800',
];

type Tools = {
  readonly random: () => number;
  readonly trackIds: Pick<TrackIds, 'mint'>;
  /** Signs with secrets that are not ours. */
  readonly strangers: readonly Pick<TrackIds, 'mint'>[];
};

/** Ways of making one that was never minted from one that was; each of them must come to nothing. */
function waysOf({ random, trackIds, strangers }: Tools): readonly ((valid: string, track: Track) => string)[] {
  const pick = <Item>(items: ArrayLike<Item>): Item => items[Math.floor(random() * items.length)] as Item;
  const digits = (length: number) => Array.from({ length }, () => pick(DIGITS)).join('');
  const at = (text: string) => Math.floor(random() * text.length);
  const splice = (text: string, from: number, drop: number, put: string) =>
    text.slice(0, from) + put + text.slice(from + drop);
  const part = (valid: string, index: number, put: (old: string) => string) =>
    valid
      .split('_')
      .map((old, position) => (position === index ? put(old) : old))
      .join('_');
  const macOf = (id: string) => id.slice(id.lastIndexOf('_') + 1);
  const other = (track: Track): Track => {
    const changes = [
      { userId: String(BigInt(track.userId) + 1n + BigInt(Math.floor(random() * 1e9))) },
      { channelId: String(BigInt(track.channelId) + 1n + BigInt(Math.floor(random() * 1e9))) },
      { kind: pick(KINDS.filter((kind) => kind !== track.kind)) },
      { jobId: digits(26) },
    ];
    return { ...track, ...pick(changes) };
  };
  return [
    () => `${digits(11)}_${pick(KINDS)}_${digits(11)}_${digits(26)}_${digits(25)}`,
    (valid) => splice(valid, at(valid), 1, pick(DIGITS)),
    (valid) => splice(valid, at(valid), 1, pick(OTHERS)),
    (valid) => splice(valid, at(valid), 0, random() < 0.5 ? pick(DIGITS) : pick(OTHERS)),
    (valid) => splice(valid, at(valid), 1 + Math.floor(random() * 5), ''),
    (valid) => valid.slice(0, at(valid)),
    (valid) => valid + digits(1 + Math.floor(random() * 40)),
    (valid) => splice(valid, 0, 0, pick(['0', '00', ' ', '_', '%30'])),
    (valid) => part(valid, 4, () => digits(25)),
    (valid) => part(valid, 4, (mac) => `0${mac}`),
    (valid) => part(valid, 4, (mac) => [...mac].toReversed().join('')),
    (valid) => part(valid, 0, (user) => `0${user}`),
    (_valid, track) => strangers[Math.floor(random() * strangers.length)]?.mint(track) ?? '',
    (valid, track) => part(trackIds.mint(other(track)), 4, () => macOf(valid)),
    (valid, track) => part(valid, 4, () => macOf(trackIds.mint(other(track)))),
    (valid) => valid.toUpperCase(),
    (valid) => part(valid, Math.floor(random() * 5), (text) => text.toUpperCase()),
    (valid) => encodeURIComponent(valid).replaceAll('_', '%5f'),
    (valid) => valid.replaceAll('_', pick(['-', '.', '__', '%5F', '\uff3f'])),
    (valid) => valid + pick(['\0', '\n', ' ', '?', '#', '/callback', ';', '%00', '\u0301']),
  ];
}

/** So many forged track ids, none of them equal to any that was minted. */
export function* forgedTrackIds(count: number, tools: Tools): Generator<string> {
  const ways = waysOf(tools);
  const { random, trackIds } = tools;
  for (let made = 0; made < count; ) {
    const track: Track = {
      userId: String(80_351_110_224_678_912n + BigInt(Math.floor(random() * 1e15))),
      kind: KINDS[Math.floor(random() * KINDS.length)] ?? 'image',
      channelId: String(41_771_983_423_143_937n + BigInt(Math.floor(random() * 1e15))),
      jobId: Array.from({ length: 26 }, () => DIGITS[Math.floor(random() * 32)]).join(''),
    };
    const valid = trackIds.mint(track);
    for (const way of ways) {
      const forged = way(valid, track);
      if (forged === valid) continue;
      made += 1;
      yield forged;
    }
  }
}
