import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fitted, Shrink } from '#discord/fitting.ts';
import { fitFiles } from '#discord/fitting.ts';
import type { StoredFile } from '#domain/artifact.ts';

const MIB = 1_048_576;
const fileOf = (bytes: number, index: number): StoredFile => ({
  path: `${index}.png`,
  mediaType: 'image/png',
  extension: 'png',
  bytes,
});

/** A medium that can be made as small as `least` bytes and fills the room that it gets. */
const shrinkTo =
  (least: number): Shrink =>
  async (file, maxBytes) =>
    maxBytes < least ? undefined : { ...file, path: `small-${file.path}`, bytes: Math.min(maxBytes, file.bytes - 1) };

const never: Shrink = async () => undefined;

const sentBytes = (fitted: readonly Fitted[]): number[] =>
  fitted.flatMap((each) =>
    each.outcome === 'attached' ? each.file.bytes : each.outcome === 'shrunk' ? each.rendition.bytes : [],
  );

const sizes = async (bytes: readonly number[], limit: number, shrink = never) =>
  sentBytes(await fitFiles(bytes.map(fileOf), limit, shrink));

describe('the files that one message carries', () => {
  test('are those within the limit, in their order', async () => {
    expect(await sizes([3, 11, 2], 10)).toStrictEqual([3, 2]);
  });

  test('are ten at most', async () => {
    expect(await sizes(Array(14).fill(1), 10)).toHaveLength(10);
  });

  test('fit into one request together; a smaller one takes the room that a larger one leaves', async () => {
    expect(await sizes([9 * MIB, 9 * MIB, 9 * MIB, 5 * MIB], 10 * MIB)).toStrictEqual([9 * MIB, 9 * MIB, 5 * MIB]);
  });

  test('may fill a request as large as a single file may be', async () => {
    expect(await sizes([60 * MIB], 100 * MIB)).toStrictEqual([60 * MIB]);
  });

  test('are made smaller where they do not fit, each to an even share of the room', async () => {
    const sent = await sizes([24 * MIB, 24 * MIB, 24 * MIB, 24 * MIB], 10 * MIB, shrinkTo(MIB));
    expect(sent).toHaveLength(4);
    expect(Math.max(...sent) - Math.min(...sent)).toBeLessThanOrEqual(3);
  });

  test('a rendition that is larger than asked for is not believed', async () => {
    const fitted = await fitFiles([fileOf(24 * MIB, 0)], 10 * MIB, async (file) => ({ ...file, bytes: 11 * MIB }));
    expect(fitted).toMatchObject([{ outcome: 'too_large' }]);
  });
});

const anyFiles = fc.array(fc.integer({ min: 1, max: 60 * MIB }), { maxLength: 14 });
const anyLimit = fc.oneof(
  fc.constantFrom(0, 10 * MIB, 25 * MIB, 50 * MIB, 100 * MIB),
  fc.integer({ min: 0, max: MIB }),
);
const anyLeast = fc.integer({ min: 1, max: 12 * MIB });

describe('whatever files there are, and whatever the limit', () => {
  test('each is attached, shrunk, or told of, in its order; none is lost and none is there twice', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles, anyLimit, anyLeast, async (bytes, limit, least) => {
        const files = bytes.map(fileOf);
        const fitted = await fitFiles(files, limit, shrinkTo(least));
        expect(fitted.map(({ file }) => file)).toStrictEqual(files);
      }),
    );
  });

  test('no file exceeds the limit, no message its room or its ten places', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles, anyLimit, anyLeast, async (bytes, limit, least) => {
        const sent = await sizes(bytes, limit, shrinkTo(least));
        expect(sent.length).toBeLessThanOrEqual(10);
        for (const each of sent) expect(each).toBeLessThanOrEqual(limit);
        const together = sent.reduce((sum, each) => sum + each, 0);
        expect(together).toBeLessThan(Math.max(25 * MIB, limit));
      }),
    );
  });

  test('what fits beside the files before it goes as it is, whatever can be made of the others', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles, anyLimit, anyLeast, async (bytes, limit, least) => {
        const whole = ({ outcome }: Fitted) => outcome === 'attached';
        const files = bytes.map(fileOf);
        const [plain, shrunk] = [await fitFiles(files, limit, never), await fitFiles(files, limit, shrinkTo(least))];
        expect(shrunk.map(whole)).toStrictEqual(plain.map(whole));
        let [room, places] = [Math.max(25 * MIB, limit) - 64 * 1024, 10];
        for (const { outcome, file } of plain) {
          const fits = file.bytes <= limit && file.bytes <= room && places > 0;
          expect(outcome === 'attached').toBe(fits);
          if (fits) [room, places] = [room - file.bytes, places - 1];
        }
      }),
    );
  });

  test('asked again it answers the same', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles, anyLimit, anyLeast, async (bytes, limit, least) => {
        const ask = () => fitFiles(bytes.map(fileOf), limit, shrinkTo(least));
        expect(await ask()).toStrictEqual(await ask());
      }),
    );
  });
});
