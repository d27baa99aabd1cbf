import { describe, expect, test } from 'vitest';
import { fitting } from '#discord/fitting.ts';

const MIB = 1_048_576;
const fileOf = (bytes: number, index: number) => ({
  path: `${index}.png`,
  mediaType: 'image/png',
  extension: 'png',
  bytes,
});
const sizes = (bytes: readonly number[], limit: number) => fitting(bytes.map(fileOf), limit).map((file) => file.bytes);

describe('the files that one message carries', () => {
  test('are those within the limit, in their order', () => {
    expect(sizes([3, 11, 2], 10)).toStrictEqual([3, 2]);
  });

  test('are ten at most', () => {
    expect(sizes(Array(14).fill(1), 10)).toHaveLength(10);
  });

  test('fit into one request together; a smaller one takes the room that a larger one leaves', () => {
    expect(sizes([9 * MIB, 9 * MIB, 9 * MIB, 5 * MIB], 10 * MIB)).toStrictEqual([9 * MIB, 9 * MIB, 5 * MIB]);
  });

  test('may fill a request as large as a single file may be', () => {
    expect(sizes([60 * MIB], 100 * MIB)).toStrictEqual([60 * MIB]);
  });
});
