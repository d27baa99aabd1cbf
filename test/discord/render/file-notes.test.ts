import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileFate } from '#discord/render/file-notes.ts';
import { fileNotes } from '#discord/render/file-notes.ts';

const MIB = 1_048_576;
const UNTIL = 1_900_000_000_000;
const told = (
  fates: readonly FileFate[],
  { limitBytes }: { limitBytes: number | undefined } = { limitBytes: 10 * MIB },
) => fileNotes({ fates, unreachable: 0, limitBytes, linksUntil: UNTIL }, 2000);

describe('what is said about files that are not attached as they were made', () => {
  test('nothing where all of them are', () => {
    expect(told([{ outcome: 'attached', bytes: MIB }])).toStrictEqual([]);
  });

  test('what was made smaller, with a link to the original and until when it works', () => {
    expect(told([{ outcome: 'shrunk', bytes: 24 * MIB, link: 'https://b.test/1' }])).toStrictEqual([
      'Shrunk to fit, from 24.0 MiB ([original](https://b.test/1)).',
      'Links end <t:1900000000:R>.',
    ]);
  });

  test('what was made smaller, without a link where there is no public address', () => {
    expect(told([{ outcome: 'shrunk', bytes: 24 * MIB }])).toStrictEqual(['Shrunk to fit, from 24.0 MiB.']);
  });

  test('what is too large, with a link, the limit, and that a copy is kept where there is no link', () => {
    const one = { outcome: 'too_large', bytes: 24 * MIB } as const;
    expect(told([{ ...one, link: 'https://b.test/1' }])).toStrictEqual([
      'Too large to attach here: 24.0 MiB ([download](https://b.test/1)); the limit is 10.0 MiB.',
      'Links end <t:1900000000:R>.',
    ]);
    expect(told([one], { limitBytes: undefined })).toStrictEqual([
      'Too large to attach here: 24.0 MiB. The bot has kept its copy.',
    ]);
  });

  test('what would fit by itself but not beside the others', () => {
    expect(told([{ outcome: 'no_room', bytes: 9 * MIB }])).toStrictEqual([
      'No room for more in one message: 9.0 MiB. The bot has kept its copy.',
    ]);
  });
});

test('every file is told of, with as many links as there is room for, the first ones first', () => {
  const outcome = fc.constantFrom<FileFate['outcome']>('attached', 'shrunk', 'too_large', 'no_room');
  const fate = fc.record({ outcome, bytes: fc.integer({ min: 1, max: 900 }).map((size) => size * MIB) });
  fc.assert(
    fc.property(fc.array(fate, { maxLength: 14 }), fc.integer({ min: 800, max: 2000 }), (bare, room) => {
      const link = (at: number) => `https://bower.test/media/${'x'.repeat(120)}${at}.png`;
      const fates = bare.map((each, at) => (each.outcome === 'attached' ? each : { ...each, link: link(at) }));
      const lines = fileNotes({ fates, unreachable: 0, limitBytes: 10 * MIB, linksUntil: UNTIL }, room);
      const text = lines.join('\n');
      expect(text.length).toBeLessThan(room);
      const missing = fates.filter((each) => each.outcome !== 'attached');
      for (const { bytes } of missing) expect(text).toContain(`${(bytes / MIB).toFixed(1)} MiB`);
      const linked = fates.map((_, at) => text.includes(`(${link(at)})`));
      const owed = fates
        .map((each, at) => (each.outcome === 'attached' ? undefined : linked[at]))
        .filter((it) => it !== undefined);
      expect(owed).toStrictEqual([...owed].sort((one, other) => Number(other) - Number(one)));
    }),
  );
});
