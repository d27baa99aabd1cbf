import { expect, test } from 'vitest';
import { createBranches } from '#catalogue/branches.ts';
import { createChance } from './support/models.ts';

test('whatever is added and taken in between, the least of those that wait is taken next', () => {
  for (let seed = 0; seed < 100; seed += 1) {
    const chance = createChance(seed);
    const branches = createBranches();
    const waiting: number[] = [];
    for (let step = 0; step < 300; step += 1) {
      if (chance.below(3) > 0) {
        const least = chance.below(chance.of([3, 1_000_000]));
        branches.add(least, step);
        waiting.push(least);
        continue;
      }
      waiting.sort((one, other) => one - other);
      expect(branches.take()?.least).toBe(waiting.shift());
    }
  }
});

test('a branch keeps its node, and an empty heap has none', () => {
  const branches = createBranches();
  branches.add(0x7fff_fffe, 4_194_303);
  expect(branches.take()).toStrictEqual({ least: 0x7fff_fffe, node: 4_194_303 });
  expect(branches.take()).toBeUndefined();
});
